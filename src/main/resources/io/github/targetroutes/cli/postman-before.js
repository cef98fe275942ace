// Before each request: passes over what can't be sent, keeps to Target's calls a minute, renews the token.
const calls = /* CALLS */;
const name = pm.info.requestName;
const call = calls[name] || {};

function given(variable) {
  return String(pm.variables.get(variable) || '');
}

function skip(why) {
  console.log(name + ' is passed over: ' + why);
  pm.execution.skipRequest();
}

function unfilled() {
  const url = pm.request.url;
  const body = (pm.request.body && pm.request.body.raw) || '';
  const parts = [url.toString(), body].concat(url.variables.map((variable) => variable.value || ''));
  const variables = [...parts.join(' ').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]);
  return [...new Set(variables)].filter((variable) => !given(variable));
}

// The end of a token in ms since 1970, by its own claims; an unreadable one may be good for ever.
function end(token) {
  try {
    const { Buffer } = require('buffer');
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64').toString());
    return Number(claims.created_at) + Number(claims.expires_in);
  } catch (unreadable) {
    return Infinity;
  }
}

function renewToken() {
  const jwt = given('GRANT') === 'jwt';
  if (jwt && !given('JWT_TOKEN')) {
    console.log('There is no token: "target-routes postman" puts a freshly signed JWT into the environment');
    return;
  }
  const fields = { client_id: given('API_KEY'), client_secret: given('CLIENT_SECRET') };
  Object.assign(
    fields,
    jwt
      ? { jwt_token: given('JWT_TOKEN') }
      : { grant_type: 'client_credentials', scope: given('SCOPES') }
  );
  pm.sendRequest(
    {
      url: given('IMS_URL') + (jwt ? '/ims/exchange/jwt' : '/ims/token/v3'),
      method: 'POST',
      header: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: {
        mode: 'urlencoded',
        urlencoded: Object.entries(fields).map(([key, value]) => ({ key: key, value: value })),
      },
    },
    (error, response) => {
      const token = !error && response.code === 200 && response.json().access_token;
      if (token) {
        pm.environment.set('ACCESS_TOKEN', token);
      } else {
        console.log('IMS gave no token: ' + (error || response.code + ' ' + response.text()));
      }
    }
  );
}

// No more than 5 calls at once, and then one after the other, as many a minute as the environment says.
function pace() {
  const gap = 60000 / (Number(given('CALLS_PER_MINUTE')) || 45);
  const now = Date.now();
  const turn = Math.max(now - 5 * gap, Number(given('lastTurn'))) + gap;
  pm.collectionVariables.set('lastTurn', turn);
  if (turn > now) {
    setTimeout(() => {}, turn - now);
  }
}

const missing = unfilled();
const confirmed = given('CONFIRM').split(/[\s,]+/);
if (call.grant && call.grant !== given('GRANT')) {
  skip('GRANT is ' + given('GRANT'));
} else if (missing.length) {
  skip('fill in ' + missing.join(', '));
} else if (call.confirm && !confirmed.includes(name) && !confirmed.includes('all')) {
  skip(call.confirm + '. Name it in CONFIRM to send it all the same');
} else {
  if (call.token && (!given('ACCESS_TOKEN') || end(given('ACCESS_TOKEN')) - Date.now() < 60000)) {
    renewToken();
  }
  if (call.metered) {
    pace();
  }
}
