// Pages are whole without JavaScript; the few islands that use it ask for it on their own page.
export const csr = false;
