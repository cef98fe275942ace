// After each request: says whether it went well, and hands on what later ones need.
const keeps = /* KEEPS */;
const answer = pm.response.text();

pm.test('the answer is 2xx', () => {
  pm.expect(pm.response.code, answer.slice(0, 500)).to.be.within(200, 299);
});

if (pm.info.requestName === 'validate-token') {
  pm.test('IMS says that the token is valid', () => {
    pm.expect(String(pm.response.json().valid)).to.equal('true');
  });
}

// Long numbers become texts: JavaScript would round them, and an id is no number to reckon with.
function json() {
  return JSON.parse(answer.replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"$2"'));
}

function field(object, path) {
  return path.split('.').reduce((at, key) => (at === undefined || at === null ? at : at[key]), object);
}

// A field of the answer, or else of the first record of its list.
function value(path) {
  const whole = json();
  const list = Array.isArray(whole) ? whole : Object.values(whole).find(Array.isArray);
  const own = field(whole, path);
  return own === undefined && list ? field(list[0], path) : own;
}

function found(rule) {
  if (rule.startsWith('=')) {
    return answer || rule.slice(1);
  }
  const expression = /^\/(.*)\/$/.exec(rule);
  return expression ? (new RegExp(expression[1]).exec(answer) || [])[1] : value(rule);
}

if (pm.response.code < 300) {
  Object.entries(keeps[pm.info.requestName] || {}).forEach(([variable, rule]) => {
    const kept = found(rule);
    if (kept !== undefined && kept !== null) {
      const scope = variable === 'ACCESS_TOKEN' ? pm.environment : pm.collectionVariables;
      scope.set(variable, typeof kept === 'object' ? JSON.stringify(kept) : String(kept));
    }
  });
}
