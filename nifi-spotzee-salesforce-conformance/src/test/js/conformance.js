'use strict';

// Reads the sandbox's Salesforce side with jsforce and prints a report: one line of JSON for each check.
// The environment says where the org is (ORG_URL), who logs in (CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN) and how many leads there are (LEADS).

const assert = require('node:assert/strict');
const jsforce = require('jsforce');

const { ORG_URL, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN } = process.env;
const LEADS = Number(process.env.LEADS);
const VERSION = '66.0';

const checks = new Map();
const check = (name, body) => checks.set(name, body);

const oauth2 = () => new jsforce.OAuth2({ loginUrl: ORG_URL, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });

async function connect() {
    const connection = new jsforce.Connection({ oauth2: oauth2(), instanceUrl: ORG_URL, loginUrl: ORG_URL, version: VERSION });
    await connection.authorize({ grant_type: 'client_credentials' });
    connection.bulk2.pollInterval = 10;
    return connection;
}

async function all(stream) {
    const records = [];
    for await (const record of stream) {
        records.push(record);
    }
    return records;
}

check('logs in with client credentials', async () => {
    const connection = new jsforce.Connection({ oauth2: oauth2(), version: VERSION });
    const user = await connection.authorize({ grant_type: 'client_credentials' });
    assert.match(user.id, /^005\w{15}$/);
    assert.match(user.organizationId, /^00D\w{15}$/);
    assert.equal(connection.instanceUrl, ORG_URL);
});

check('is told a wrong secret in the words of the token endpoint', async () => {
    const wrong = new jsforce.OAuth2({ loginUrl: ORG_URL, clientId: CLIENT_ID, clientSecret: 'wrong' });
    const connection = new jsforce.Connection({ oauth2: wrong });
    await assert.rejects(connection.authorize({ grant_type: 'client_credentials' }), { name: 'invalid_client', message: 'invalid client credentials' });
});

check('refreshes a session that has ended, once, and repeats the request', async () => {
    const connection = new jsforce.Connection({
        oauth2: oauth2(), instanceUrl: ORG_URL, version: VERSION, accessToken: '00D000000000000!ended', refreshToken: REFRESH_TOKEN,
    });
    const refreshed = [];
    connection.on('refresh', (token) => refreshed.push(token));
    assert.equal((await connection.query('SELECT COUNT() FROM Lead')).totalSize, LEADS);
    assert.equal(refreshed.length, 1);
});

const CALLBACK = 'http://localhost:8765/callback';

/** What a person at the browser does; where the browser is sent then. */
async function consent(address, decision) {
    const page = await fetch(address);
    assert.equal(page.status, 200);
    const username = (await page.text()).match(/<option>([^<]+)</)[1];
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ decision, username }), redirect: 'manual' });
    assert.equal(answer.status, 302);
    return new URL(answer.headers.get('location'));
}

check('logs in with the consent of a person, a code and its proof key', async () => {
    const web = new jsforce.OAuth2({ loginUrl: ORG_URL, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: CALLBACK, useVerifier: true });
    const address = web.getAuthorizationUrl({ scope: 'api id refresh_token', state: 'a state' });
    const sentTo = await consent(address, 'allow');
    assert.equal(sentTo.searchParams.get('state'), 'a state');
    const connection = new jsforce.Connection({ oauth2: web, version: VERSION });
    await connection.authorize(sentTo.searchParams.get('code'));
    assert.ok(connection.refreshToken);
    assert.equal((await connection.query('SELECT COUNT() FROM Lead')).totalSize, LEADS);
    const again = new jsforce.Connection({ oauth2: web, version: VERSION });
    await assert.rejects(again.authorize(sentTo.searchParams.get('code')), { name: 'invalid_grant', message: 'expired authorization code' });
    const denied = await consent(address, 'deny');
    assert.equal(denied.searchParams.get('error'), 'access_denied');
});

check('knows who it is', async () => {
    const connection = await connect();
    const identity = await connection.identity();
    assert.equal(identity.organization_id, connection.userInfo.organizationId);
    assert.equal(identity.user_id, connection.userInfo.id);
    assert.ok(identity.urls.query);
});

check('loses its session by logging out', async () => {
    const connection = await connect();
    const { accessToken } = connection;
    await connection.logout();
    const after = new jsforce.Connection({ instanceUrl: ORG_URL, version: VERSION, accessToken });
    await assert.rejects(after.query('SELECT Id FROM Lead'), { errorCode: 'INVALID_SESSION_ID' });
});

check('finds the versions and the resources', async () => {
    const connection = await connect();
    const versions = await connection.request('/services/data');
    assert.ok(versions.some(({ version }) => version === VERSION));
    const resources = await connection.request(`/services/data/v${VERSION}`);
    assert.equal(resources.query, `/services/data/v${VERSION}/query`);
});

check('describes the org', async () => {
    const connection = await connect();
    const { sobjects } = await connection.describeGlobal();
    assert.ok(['Lead', 'Contact', 'CampaignMember'].every((name) => sobjects.some((object) => object.name === name && object.queryable)));
});

check('describes an object', async () => {
    const connection = await connect();
    const description = await connection.sobject('Contact').describe();
    const field = (name) => description.fields.find((each) => each.name === name);
    assert.equal(description.keyPrefix, '003');
    assert.deepEqual(field('AccountId').referenceTo, ['Account']);
    assert.equal(field('AccountId').relationshipName, 'Account');
    assert.equal(field('Email').type, 'email');
    assert.ok(field('LeadSource').picklistValues.every(({ active, value, label }) => active && value && label));
    await assert.rejects(connection.sobject('Nothing__c').describe(), { errorCode: 'NOT_FOUND' });
});

check('reads all pages of a query', async () => {
    const connection = await connect();
    const first = await connection.query('SELECT Id FROM Lead ORDER BY Id');
    assert.equal(first.totalSize, LEADS);
    assert.equal(first.done, false);
    assert.equal(first.records.length, 2000);
    const ids = first.records.map(({ Id }) => Id);
    for (let page = first; !page.done;) {
        page = await connection.queryMore(page.nextRecordsUrl);
        ids.push(...page.records.map(({ Id }) => Id));
    }
    assert.equal(new Set(ids).size, LEADS);
    assert.deepEqual(ids, [...ids].sort());
    const fetched = await connection.query('SELECT Id FROM Lead', { autoFetch: true, maxFetch: LEADS });
    assert.equal(fetched.records.length, LEADS);
});

check('reads parents', async () => {
    const connection = await connect();
    const { records } = await connection.query("SELECT LastName, Account.Name, Account.Owner.Username FROM Contact ORDER BY LastName");
    assert.equal(records[0].Account.Name, 'Acme "North", Ltd');
    assert.equal(records[0].Account.attributes.type, 'Account');
    assert.match(records[0].Account.Owner.Username, /@/);
    assert.equal(records[1].Account, null);
});

check('builds its own SOQL and finds what it escaped', async () => {
    const connection = await connect();
    const found = await connection.sobject('Contact').find({ LastName: "O'Neill" }, { Id: 1, LastName: 1, 'Account.Name': 1 }).sort({ Id: 1 }).limit(5);
    assert.deepEqual(found.map(({ LastName }) => LastName), ["O'Neill"]);
    const since = await connection.sobject('Contact').find({ CreatedDate: { $lt: jsforce.SfDate.TOMORROW }, LastName: { $like: 'o%' } }).execute();
    assert.equal(since.length, 1);
    assert.equal(await connection.sobject('Contact').count({ Account: null }).catch(() => -1), -1);
    assert.equal(await connection.sobject('Contact').count({ AccountId: null }), 1);
});

check('retrieves a record and misses another', async () => {
    const connection = await connect();
    const { records } = await connection.query('SELECT Id FROM Contact LIMIT 1');
    const record = await connection.sobject('Contact').retrieve(records[0].Id);
    assert.equal(record.Id, records[0].Id);
    assert.equal(record.attributes.type, 'Contact');
    await assert.rejects(connection.sobject('Contact').retrieve('0039H00000zzzzzAAA'), { errorCode: 'NOT_FOUND' });
});

check('is told the mistakes of queries', async () => {
    const connection = await connect();
    await assert.rejects(connection.query('SELECT Id, Nope FROM Lead'), (error) => error.errorCode === 'INVALID_FIELD'
        && error.message.includes("No such column 'Nope' on entity 'Lead'") && error.message.includes('ERROR at Row:1:Column:12'));
    await assert.rejects(connection.query('SELECT Id FROM Nothing'), { errorCode: 'INVALID_TYPE' });
    await assert.rejects(connection.query('SELEC Id'), { errorCode: 'MALFORMED_QUERY' });
    await assert.rejects(connection.queryMore(`/services/data/v${VERSION}/query/01g000000000000AAA-2000`), { errorCode: 'INVALID_QUERY_LOCATOR' });
});

check('reads the limits and the usage of the API', async () => {
    const connection = await connect();
    const limits = await connection.limits();
    assert.ok(limits.DailyApiRequests.Remaining < limits.DailyApiRequests.Max);
    assert.ok(limits.DailyBulkV2QueryJobs.Max > 0);
    assert.equal(connection.limitInfo.apiUsage.limit, limits.DailyApiRequests.Max);
    assert.equal(connection.limitInfo.apiUsage.used, limits.DailyApiRequests.Max - limits.DailyApiRequests.Remaining);
});

check('counts records', async () => {
    const connection = await connect();
    const { sObjects } = await connection.request(`/services/data/v${VERSION}/limits/recordCount?sObjects=Lead`);
    assert.deepEqual(sObjects, [{ count: LEADS, name: 'Lead' }]);
});

check('asks what was changed and deleted', async () => {
    const connection = await connect();
    const now = Date.now();
    const updated = await connection.sobject('Contact').updated(new Date(now - 3600000).toISOString(), new Date(now + 3600000).toISOString());
    assert.equal(updated.ids.length, 2);
    assert.match(updated.latestDateCovered, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
    const deleted = await connection.sobject('Contact').deleted(new Date(now - 3600000).toISOString(), new Date(now + 3600000).toISOString());
    assert.deepEqual(deleted.deletedRecords, []);
    assert.ok(deleted.earliestDateAvailable);
});

check('sends several requests as one', async () => {
    const connection = await connect();
    const { compositeResponse } = await connection.requestPost(`/services/data/v${VERSION}/composite`, {
        compositeRequest: [
            { method: 'GET', url: `/services/data/v${VERSION}/query?q=SELECT+COUNT()+FROM+Lead`, referenceId: 'leads' },
            { method: 'GET', url: `/services/data/v${VERSION}/query?q=SELECT+Nope+FROM+Lead`, referenceId: 'mistake' },
        ],
    });
    assert.equal(compositeResponse[0].body.totalSize, LEADS);
    assert.equal(compositeResponse[0].httpStatusCode, 200);
    assert.equal(compositeResponse[1].httpStatusCode, 400);
    assert.equal(compositeResponse[1].body[0].errorCode, 'INVALID_FIELD');
});

check('reads a Bulk query to its end', async () => {
    const connection = await connect();
    const records = await all(await connection.bulk2.query('SELECT Id, LastName, HasOptedOutOfEmail FROM Lead'));
    assert.equal(records.length, LEADS);
    assert.equal(new Set(records.map(({ Id }) => Id)).size, LEADS);
    assert.ok(records.every((record) => /^00Q\w{15}$/.test(record.Id) && record.LastName && record.HasOptedOutOfEmail === 'false'));
});

check('reads parents, quotes and line breaks by Bulk', async () => {
    const connection = await connect();
    const records = await all(await connection.bulk2.query('SELECT LastName, Description, Account.Name FROM Contact ORDER BY LastName', {
        columnDelimiter: 'COMMA', lineEnding: 'LF', scanAll: true,
    }));
    assert.deepEqual(records.map((record) => record['Account.Name']), ['Acme "North", Ltd', '']);
    assert.equal(records[0].Description, 'first line\nsecond "line"');
});

check('follows, aborts and deletes a Bulk job', async () => {
    const connection = await connect();
    const { QueryJobV2 } = require('jsforce/lib/api/bulk2');
    const job = new QueryJobV2(connection, { bodyParams: { operation: 'query', query: 'SELECT Id FROM Lead' }, pollingOptions: connection.bulk2 });
    assert.equal((await job.open()).state, 'UploadComplete');
    assert.equal((await job.check()).jobType, 'V2Query');
    assert.equal((await job.abort()).state, 'Aborted');
    await job.delete();
    await assert.rejects(job.check(), { name: 'NOT_FOUND' });
});

check('is told what Bulk does not do', async () => {
    const connection = await connect();
    await assert.rejects(connection.bulk2.query('SELECT Id, MailingAddress FROM Contact'), (error) => error.message.includes('Selecting compound data'));
});

(async () => {
    for (const [name, body] of checks) {
        let failure = null;
        try {
            await body();
        } catch (error) {
            failure = `${error.name}: ${error.message}`;
        }
        console.log(JSON.stringify({ name, failure }));
    }
    process.exit(0);
})();
