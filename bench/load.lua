-- wrk's side of the bench. LOAD_REQUEST is sortie, sortie_key or stock; LOAD_TOKEN the bearer token; LOAD_BODIES a
-- file with one JSON body a line. Prints one line of JSON at the end.
local kind = os.getenv("LOAD_REQUEST")
local token = os.getenv("LOAD_TOKEN")
local bodies = {}
local threads = 0
local sent = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init()
  for line in io.lines(os.getenv("LOAD_BODIES")) do
    bodies[#bodies + 1] = line
  end
  wrk.headers["Authorization"] = "Bearer " .. token
  math.randomseed(os.time() * 100 + number)
  run = string.format("bench-%d-%d-%d-", os.time(), number, math.random(1, 2 ^ 30))
end

function request()
  if kind == "stock" then
    return wrk.format("GET", "/api/v1/stock/actuel")
  end
  sent = sent + 1
  wrk.headers["Content-Type"] = "application/json"
  if kind == "sortie_key" then
    wrk.headers["Idempotency-Key"] = run .. sent
  end
  return wrk.format("POST", "/api/v1/sorties", nil, bodies[math.random(#bodies)])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "p50_us": %d, "p99_us": %d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
