// The reference page of the API: three constants, no foreign host, no inline script. The script
// reads the OpenAPI document and lists its operations.
#pragma once

#include <string_view>

namespace mlpp::http {

inline constexpr std::string_view reference_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

inline constexpr std::string_view reference_html = R"html(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ML_PP API</title>
<link rel="stylesheet" href="/api/docs/reference.css">
<header>
<h1>ML_PP API</h1>
<p id="about"></p>
<label>Filter <input id="filter" type="search" autocomplete="off"></label>
</header>
<main id="operations"></main>
<noscript>The document itself: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></noscript>
<script src="/api/docs/reference.js" defer></script>
</html>
)html";

inline constexpr std::string_view reference_style = R"css(
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
details { border-top: 1px solid #8886; padding: .4rem 0; }
summary { cursor: pointer; display: flex; gap: .8rem; align-items: baseline; }
.method { font-weight: 700; min-width: 4.5rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { overflow-x: auto; padding: .6rem; background: #8881; }
.action { margin-left: auto; opacity: .75; }
table { border-collapse: collapse; }
td, th { text-align: left; padding: .15rem .8rem .15rem 0; vertical-align: top; }
)css";

inline constexpr std::string_view reference_script = R"js(
const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};
const resolve = (api, schema, seen = []) => {
  if (!schema || typeof schema !== 'object') return schema;
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    if (seen.includes(name)) return { $ref: name };
    return resolve(api, api.components.schemas[name], [...seen, name]);
  }
  if (Array.isArray(schema)) return schema.map((part) => resolve(api, part, seen));
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, resolve(api, part, seen)]));
};
const schemaOf = (api, title, content) => {
  const media = content && Object.entries(content)[0];
  if (!media) return [];
  return [element('h4', `${title} (${media[0]})`),
          element('pre', JSON.stringify(resolve(api, media[1].schema), null, 2))];
};
const describe = (api, path, method, operation) => {
  const summary = element('summary');
  const verb = element('span', method.toUpperCase());
  verb.className = 'method';
  const action = element('code', operation['x-action']);
  action.className = 'action';
  summary.append(verb, element('code', path), action);
  const details = element('details', '', summary, element('p', operation.summary));
  details.dataset.search = `${method} ${path} ${operation['x-action']} ${operation.summary}`.toLowerCase();
  details.addEventListener('toggle', () => {
    if (details.dataset.filled) return;
    details.dataset.filled = 'yes';
    const rows = (operation.parameters || []).map((p) => element('tr', '', element('td', '', element('code', p.name)),
      element('td', p.in + (p.required ? ', required' : '')), element('td', '', element('code', JSON.stringify(p.schema)))));
    if (rows.length) details.append(element('h4', 'Parameters'), element('table', '', ...rows));
    details.append(...schemaOf(api, 'Body', operation.requestBody && operation.requestBody.content));
    for (const [status, response] of Object.entries(operation.responses)) {
      details.append(element('h4', status), element('p', response.description));
      if (status < 400) details.append(...schemaOf(api, 'Answer', response.content));
    }
  });
  return details;
};
fetch('/api/v1/openapi.json').then((response) => response.json()).then((api) => {
  document.getElementById('about').textContent = `${api.info.title} ${api.info.version}, OpenAPI ${api.openapi}`;
  const list = document.getElementById('operations');
  for (const [path, operations] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(operations)) list.append(describe(api, path, method, operation));
  document.getElementById('filter').addEventListener('input', (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const entry of list.children) entry.hidden = !entry.dataset.search.includes(wanted);
  });
});
)js";

} // namespace mlpp::http
