/** What can be done with a budget, from the first idea to the last report. */
import { callOffBudget } from './call-off-budget.ts';
import { changeBudget } from './change-budget.ts';
import { costProject } from './cost-project.ts';
import { editProject } from './edit-project.ts';
import { mergeProjects } from './merge-projects.ts';
import { openBudget } from './open-budget.ts';
import { putProject } from './put-project.ts';
import { putToBallot } from './put-to-ballot.ts';
import { reportDelivery } from './report-delivery.ts';
import { ruleOutProject } from './rule-out-project.ts';
import { withdrawProject } from './withdraw-project.ts';

export const budgetCommands = [
  callOffBudget,
  changeBudget,
  costProject,
  editProject,
  mergeProjects,
  openBudget,
  putProject,
  putToBallot,
  reportDelivery,
  ruleOutProject,
  withdrawProject,
];
