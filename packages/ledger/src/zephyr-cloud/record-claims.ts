import { type ClaimTable, field, technical, toClaims } from '../claims.ts';

/** A reference `{id, self}`: the link says nothing that the id does not. */
const link = (place: string, name: string): ClaimTable => ({
  [`${place}.id`]: field(name),
  [`${place}.self`]: technical,
});

const OWN: ClaimTable = {
  id: technical,
  key: field('key'),
  name: field('name'),
  'project.id': technical,
  'project.self': technical,
  'customFields.{}.**': field('customFields.{}'),
};

const OWNER: ClaimTable = { 'owner.accountId': field('ownerAccountId'), 'owner.self': technical };

const ISSUES: ClaimTable = {
  'links.self': technical,
  'links.issues[].id': technical,
  'links.issues[].self': technical,
  'links.issues[].issueId': field('issueLinks'),
  'links.issues[].target': field('issueLinks'),
  'links.issues[].type': field('issueLinks'),
};

const WEB_LINKS: ClaimTable = {
  'links.webLinks[].id': technical,
  'links.webLinks[].self': technical,
  'links.webLinks[].url': field('webLinks'),
  'links.webLinks[].description': field('webLinks'),
  'links.webLinks[].type': field('webLinks'),
};

/** Links between plans and cycles. */
const relations = (place: string, id: string, name: string): ClaimTable => ({
  [`${place}[].id`]: technical,
  [`${place}[].self`]: technical,
  [`${place}[].target`]: technical,
  [`${place}[].type`]: field(name),
  [`${place}[].${id}`]: field(name),
});

/** A test case in the listing. */
export const TEST_CASE = toClaims({
  ...OWN,
  ...OWNER,
  ...ISSUES,
  ...WEB_LINKS,
  ...link('component', 'component'),
  ...link('priority', 'priority'),
  ...link('status', 'status'),
  ...link('folder', 'folderId'),
  createdOn: field('createdOn'),
  objective: field('objective'),
  precondition: field('precondition'),
  estimatedTime: field('estimatedTimeMs'),
  'labels[]': field('labels'),
  'testScript.self': technical,
});

export const TEST_STEPS = toClaims({
  'values[].id': technical,
  'values[].inline.description': field('steps[#].description'),
  'values[].inline.testData': field('steps[#].testData'),
  'values[].inline.expectedResult': field('steps[#].expectedResult'),
  'values[].inline.reflectRef': field('steps[#].reflectRef'),
  'values[].inline.customFields.{}.**': field('steps[#].customFields.{}'),
  'values[].testCase.self': technical,
  'values[].testCase.testCaseKey': field('steps[#].testCaseKey'),
  'values[].testCase.parameters[].name': field('steps[#].parameters'),
  'values[].testCase.parameters[].value': field('steps[#].parameters'),
  'values[].testCase.parameters[].type': field('steps[#].parameters'),
});

export const TEST_SCRIPT = toClaims({
  id: technical,
  type: field('script.type'),
  text: field('script.text'),
});

/** A test cycle in the listing. */
export const TEST_CYCLE = toClaims({
  ...OWN,
  ...OWNER,
  ...ISSUES,
  ...WEB_LINKS,
  ...relations('links.testPlans', 'testPlanId', 'planIds'),
  ...link('status', 'status'),
  ...link('folder', 'folderId'),
  ...link('jiraProjectVersion', 'jiraVersionId'),
  description: field('description'),
  plannedStartDate: field('plannedStart'),
  plannedEndDate: field('plannedEnd'),
});

/** A test plan in the listing. */
export const TEST_PLAN = toClaims({
  ...OWN,
  ...OWNER,
  ...ISSUES,
  ...WEB_LINKS,
  ...relations('links.testCycles', 'testCycleId', 'cycleIds'),
  ...link('status', 'status'),
  ...link('folder', 'folderId'),
  objective: field('objective'),
  'labels[]': field('labels'),
});

/** An execution in the listing. Its link to the case contains key and version; the id is that of a version. */
export const TEST_EXECUTION = toClaims({
  ...OWN,
  ...ISSUES,
  ...link('testCycle', 'cycleId'),
  ...link('environment', 'environment'),
  ...link('jiraProjectVersion', 'jiraVersionId'),
  ...link('testExecutionStatus', 'status'),
  'testCase.id': technical,
  'testCase.self': field('testCaseKey', 'testCaseVersion'),
  actualEndDate: field('actualEnd'),
  estimatedTime: field('estimatedTimeMs'),
  executionTime: field('executionTimeMs'),
  executedById: field('executedByAccountId'),
  assignedToId: field('assignedToAccountId'),
  comment: field('comment'),
  automated: field('automated'),
});

export const STEP_RESULTS = toClaims({
  'values[].id': technical,
  'values[].inline.description': field('stepResults[#].description'),
  'values[].inline.testData': field('stepResults[#].testData'),
  'values[].inline.expectedResult': field('stepResults[#].expectedResult'),
  'values[].inline.actualResult': field('stepResults[#].actualResult'),
  'values[].inline.testDataRowNumber': field('stepResults[#].testDataRow'),
  'values[].inline.reflectRef': field('stepResults[#].reflectRef'),
  'values[].inline.status.id': field('stepResults[#].status'),
  'values[].inline.status.self': technical,
});

export const FOLDER = toClaims({
  id: technical,
  name: field('name'),
  parentId: field('parentId'),
  folderType: field('folderType'),
  index: field('index'),
  'project.id': technical,
  'project.self': technical,
});

/** An entry in a list of files. */
export const FILE = toClaims({ id: technical, name: field('name') });
