/* Las palabras del comprobador. Otra lengua es un archivo más como este, y su línea en index.html. */
(globalThis.tequioCheckWords ??= {}).es = {
  language: 'Español',
  formats: 'es',
  tongues: 'Lengua',
  title: 'Comprobar una prueba',
  lead:
    'Una prueba es un pequeño archivo que entregó la memoria de un grupo. Cuenta qué se hizo y muestra que sigue en ' +
    'la memoria, sin cambios. Nada sale de tu dispositivo: esta página no envía nada y funciona sin conexión.',
  file: 'La prueba, un archivo',
  'paste.open': 'La tengo como texto',
  paste: 'El texto de la prueba',
  'key.known': 'La clave que conoces, si la tienes',
  'key.help': 'Está en los recibos y las cartas: 16 cifras y letras, o más.',
  check: 'Comprobar',

  'verdict.holds': 'Esta prueba vale.',
  'verdict.fails': 'Esta prueba no vale.',
  'verdict.incomplete': 'Lo que se pudo comprobar vale, pero no se pudo comprobar todo.',
  'verdict.fails.do':
    'Quizá el archivo se dañó en el camino: pídelo otra vez. Si vuelve a fallar, muéstralo a quienes revisan las ' +
    'cuentas de tu grupo y guarda el archivo.',
  nothing: 'Elige primero un archivo, o pega su texto.',
  unreadable: 'Este archivo no se puede leer. Elígelo otra vez.',

  'result.holds': 'vale',
  'result.fails': 'no vale',
  'result.unknown': 'no se puede comprobar aquí',
  'result.absent': 'no está en este archivo',

  checks: 'Qué se comprobó',
  'shape.holds': 'El archivo tiene la forma de una prueba.',
  'shape.fails': 'El archivo no tiene la forma de una prueba.',
  'leaf.holds': 'El acto está escrito exactamente como escribe una memoria, y es de este grupo.',
  'leaf.fails': 'El acto no está escrito como lo escribe una memoria, o es de otro grupo.',
  'key.holds': 'La clave del archivo es la que nombra la memoria.',
  'key.holds.known': 'La clave del archivo es la que conoces.',
  'key.fails': 'La clave del archivo no es la que nombra la memoria, o no es la que conoces.',
  'signature.holds': 'Esa clave firmó el estado de la memoria.',
  'signature.fails': 'La firma bajo el estado de la memoria no es de esa clave.',
  'signature.unknown':
    'Este navegador no puede comprobar firmas aquí. Quizá pueda si guardas esta página con sus archivos y la abres ' +
    'desde tu dispositivo; un Firefox, Safari o Chrome actual puede. La orden «node bin/check-proof.mjs» siempre puede.',
  'inclusion.holds': 'El acto está en la memoria, en su lugar, sin cambios.',
  'inclusion.fails': 'El camino de este acto a la memoria firmada no llega: una de las dos cosas se cambió.',
  'consistency.holds': 'Desde el estado anterior, la memoria solo ha crecido; nada de lo anterior se cambió.',
  'consistency.fails': 'La memoria no continúa el estado anterior: algo de lo anterior se cambió.',
  'consistency.absent': 'El archivo no mira hacia un estado anterior de la memoria.',
  'earlier_signature.holds': 'La misma clave firmó el estado anterior.',
  'earlier_signature.fails': 'La firma bajo el estado anterior no es de esa clave.',
  'earlier_signature.unknown':
    'No se pudo comprobar la firma bajo el estado anterior: este navegador no puede hacerlo aquí, o se firmó con una ' +
    'clave anterior, que no está en este archivo.',
  'earlier_signature.absent': 'Por eso tampoco hay una firma anterior.',
  'personal.holds': 'Lo que habla de personas es lo mismo de lo que habló el acto.',
  'personal.fails': 'Lo que habla de personas no es aquello de lo que habló el acto.',
  'personal.absent': 'En este archivo no hay nada personal.',

  act: 'Qué dice el acto',
  'act.if': 'Esto es lo que dice el archivo. Solo está probado si vale todo lo de arriba.',
  'act.command': 'Qué',
  'act.org': 'Grupo',
  'act.actor': 'Quién',
  'act.actor.nobody': 'nadie en persona',
  'act.at': 'Cuándo',
  'act.channel': 'Por dónde entró',
  'act.authority': 'Con qué fundamento',
  'act.statutes': 'Reglas vigentes',
  'act.statutes.version': 'versión {version}',
  'act.statutes.none': 'todavía ninguna',
  'act.fact': 'Qué se anotó',
  'act.place': 'Lugar en la memoria',
  'act.place.of': '{place} de {size}',
  'act.erased': 'guardado aparte, no está en este archivo, o borrado',
  'act.nothing': 'nada',
  'act.yes': 'sí',
  'act.no': 'no',

  'channel.web': 'en una página',
  'channel.api': 'desde otro programa',
  'channel.cli': 'por la línea de órdenes',
  'channel.job': 'por el reloj',
  'channel.story': 'en una historia',

  'authority.self': 'asunto propio',
  'authority.membership': 'como integrante ({member})',
  'authority.mandate': 'por el cargo «{role}» ({member})',
  'authority.signatures': 'hacían falta {needed} firmas: {members}',
  'authority.founding': 'al fundar el grupo ({member})',
  'authority.statute': 'lo ordenan las reglas ({article})',
  'authority.house': 'por quien opera la instancia',
  'authority.other': 'otro: {by}',

  key: 'La clave',
  'key.fingerprint': 'Huella de la clave',
  'key.compare':
    'Una prueba vale tanto como su clave. Compara estos signos con los de un recibo o una carta de confianza, o pide ' +
    'a otra persona del grupo que lea los suyos en voz alta.',
  'key.head': 'Estado de la memoria: {size} actos, firmado {at}',

  'limits.title': 'Qué muestra esto, y qué no',
  'limits.shows':
    'Muestra que este acto, letra por letra, está en una memoria firmada con esta clave, y que nadie puede cambiarlo ' +
    'ahí sin que todos los estados posteriores de la memoria sean otros.',
  'limits.not':
    'No muestra que el acto fuera sabio, que sea cierto lo que dice, ni que la persona estuviera de verdad al teclado.',
  'limits.trust':
    'Quien tiene la máquina podría mostrar memorias distintas a personas distintas. Contra eso ayuda solo lo que los ' +
    'grupos hacen juntos: guardar estados de la memoria, intercambiarlos y compararlos.',
};
