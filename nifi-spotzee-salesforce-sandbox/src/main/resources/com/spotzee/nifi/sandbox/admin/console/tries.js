/**
 * How each entry of docs/troubleshooting.md can be tried with the sandbox, under the entry's own title. Steps are words and what they do; what is done in
 * NiFi or by hand on another part of the console stands in "by hand".
 */
import * as step from './steps.js';

const LEADS = ['#people?object=Lead', 'Open the leads'];

const LOGIN = [
  {title: 'Login: the app is not approved', begin: [step.refuse('app_not_approved'), step.REVOKE], end: [step.ACCEPT],
    see: 'The credentials check and a bulletin ask to have the app approved.'},
  {title: 'Login: the user lacks API access', begin: [step.fault('Refuse the API',
    {fault: 'error', status: 403, code: 'API_CURRENTLY_DISABLED', message: 'API is currently disabled for this user'})], end: [step.END_FAULTS],
  see: 'The message asks for the permission API Enabled.'},
  {title: 'Login: the wrong environment', begin: [step.refuse('wrong_domain'), step.REVOKE], end: [step.ACCEPT],
    see: 'The message says which environment to choose and which host to type.'},
  {title: 'Login: the browser blocks the page', hand: 'Start bin/connect against this sandbox, and close the page it opens.',
    see: 'bin/connect has printed the address: open it by hand.'},
  {title: 'Login: the session or its policy has ended', begin: [step.refuse('refresh_token_dead'), step.REVOKE], end: [step.ACCEPT],
    see: 'The message asks to sign in and to connect again. Revoked tokens alone heal by themselves, by one more login.'},
];

const ZERO = [
  {title: 'Zero: the rules are too narrow', hand: 'In NiFi, set the parameter Sync Rules to a rule that nobody fits, such as LastName equals "Nobody".',
    see: 'Verify on the Salesforce Integration counts 0 and names the rule.'},
  {title: 'Zero: the object is empty', hand: 'Start bin/demo --data with a folder that has no Lead.csv.',
    see: 'sync_completed says that there are no leads yet.'},
  {title: 'Zero: nothing changed', hand: 'Leave everything alone for one sync.', see: 'sync_completed says that nothing has changed, and since when.'},
  {title: 'Zero: the user may not read the records', hand: 'Hide somebody from the API\'s user on the person\'s page, then edit the person.', link: LEADS,
    see: 'The person stays behind. No error tells while other people can be seen.'},
  {title: 'Zero: the modified date is stale', hand: 'Bounce an e-mail on somebody\'s page: only SystemModstamp moves.', link: LEADS,
    see: 'A sync by LastModifiedDate leaves the person alone; a full re-sync reads everybody.'},
];

const TWICE = [
  {title: 'Twice: two integrations on one org', hand: 'In NiFi, copy the process group and give the copy another Integration ID.',
    see: 'The second one is refused before its first record, and the message names the first.'},
  {title: 'Twice: the person is both lead and contact', hand: 'Convert a lead on its page.', link: LEADS,
    see: 'Two users in Spotzee, and both records in the queue "duplicates".'},
  {title: 'Twice: the record was deleted and recreated', hand: 'Delete somebody, then press "Create again under a new id".', link: LEADS,
    see: 'The old user stays, a new one comes, and "duplicates" has both.'},
];

const STUCK = [
  {title: 'Stuck: the API limit is used up', begin: [step.USE_UP], end: [step.USE_NONE],
    see: 'The check of API limits fails. The sync is cut short, never reported as completed, and goes on by itself.'},
  {title: 'Stuck: the network times out', begin: [step.fault('Stall queries', {fault: 'stall', on: ['query', 'next_page']})], end: [step.END_FAULTS],
    see: 'Attempts at growing distances; the next one goes on where this one was.'},
  {title: 'Stuck: a mapping names a deleted field', hand: 'Add the field, map it in NiFi, then give it another name.',
    begin: [step.addField('Tier__c'), step.rename('Tier__c', 'Level__c')], end: [step.rename('Level__c', 'Tier__c')],
    see: 'The check of field mappings names the row with the old name.'},
  {title: 'Stuck: a mass update made a huge delta', begin: [step.MASS_UPDATE],
    see: 'sync.reading and the events say how far the window is. More people: bin/demo --records.'},
];

const FIELD = [
  {title: 'Field: renamed or deleted', hand: 'Add the field, map it in NiFi, then give it another name.',
    begin: [step.addField('Grade__c'), step.rename('Grade__c', 'Class__c')], end: [step.rename('Class__c', 'Grade__c')],
    see: 'The row is shown with the old name; pick the new one, and the check clears on its next pass.'},
  {title: 'Field: not readable', begin: [step.sight('Hide Lead.Phone', 'Phone', 'hide')], end: [step.sight('Show it again', 'Phone', 'show')],
    see: 'The check of field mappings asks for field-level security. When the field is back it is read again for everybody.'},
];

const OPT_OUT = [
  {title: 'Opt-out: no mapping row', hand: 'In NiFi, empty the parameter of the mapping row "unsubscribed".',
    see: 'The check opt_outs fails and gives the row to add.'},
  {title: 'Opt-out: the property is not boolean', hand: 'Read the row "unsubscribed" from a text field, such as Status, in NiFi.',
    see: 'The check opt_outs names row and field.'},
  {title: 'Opt-out: no subscription is bound', hand: 'In NiFi, empty the parameter Spotzee Opt-Out Subscriptions.',
    see: 'Who has opted out is not sent; the check opt_outs lists the subscriptions.'},
  {title: 'Opt-out: no sync since the change', hand: 'Stop the flow in NiFi, opt somebody out, and look at the overview.', link: LEADS,
    see: '"Opted out, yet mailable" counts the person until the flow runs again.'},
  {title: 'Opt-out: still not there', begin: [step.sight('Hide Lead.HasOptedOutOfEmail', 'HasOptedOutOfEmail', 'hide')],
    end: [step.sight('Show it again', 'HasOptedOutOfEmail', 'show')],
    see: 'Leads are held, and the message asks for field-level security. Else look at the value in provenance.'},
];

const OTHERS = [
  {title: 'Still stuck', begin: [step.fault('Show a maintenance page', {fault: 'html', status: 503})], end: [step.END_FAULTS],
    see: 'sync_failed quotes the status. After the end of the fault the sync goes on by itself.'},
  {title: 'Spotzee refuses the key', begin: [step.refuseUsers('authentication_required')],
    see: 'Users wait in the queue before Put Spotzee Users, in order, and arrive when the refusals are used up.'},
  {title: 'Another organisation answers', hand: 'Start a second bin/sandbox, and let the Salesforce Connection lead to it.',
    see: 'Nothing is read, and the message names both.'},
  {title: 'This machine\'s clock is wrong', begin: [step.advance('Put the clock of both sides forward', 'PT15M')],
    end: [step.advance('Put it back', '-PT15M')], see: 'The check of the clock says by how much. No record is lost, because syncs go by Salesforce\'s clock.'},
];

export const TRIES = [...LOGIN, ...ZERO, ...TWICE, ...STUCK, ...FIELD, ...OPT_OUT, ...OTHERS];
