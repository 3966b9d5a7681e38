-- Scans through POST /scan/v1/visits: a random code at a random gate, each with its own id and time.
-- wrk -s wrk_scan.lua URL -- CODES TOKENS PATH
local bodies, heads, count, gates = {}, {}, 0, 0
local path, run, number = "/scan/v1/visits", 0, 0

local function read(name)
  local lines = {}
  for line in io.lines(name) do lines[#lines + 1] = line end
  return lines
end

function init(args)
  local codes, tokens = read(args[1]), read(args[2])
  path = args[3] or path
  math.randomseed(os.time())
  run = math.random(0, 0xffffff)
  count, gates = #codes, #tokens
  for i, code in ipairs(codes) do bodies[i] = '","code":"' .. code .. '","direction":"in","at":"' end
  for i, token in ipairs(tokens) do
    heads[i] = "POST " .. path .. " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " .. token ..
      "\r\nContent-Type: application/json\r\nContent-Length: "
  end
end

local second, stamp = 0, ""
function request()
  number = number + 1
  if number % 64 == 1 then
    local now = os.time()
    if now ~= second then second, stamp = now, os.date("!%Y-%m-%dT%H:%M:%S.", now) end
  end
  local body = string.format('{"id":"%08x-%04x-7000-8000-%06x%06x', number % 0x100000000, number % 0x10000, run, number % 0x1000000) ..
    bodies[math.random(count)] .. stamp .. string.format('%06d', number % 1000000) .. '+00:00"}'
  return heads[math.random(gates)] .. #body .. "\r\n\r\n" .. body
end

local refused = {}
function response(status, headers, body)
  if status ~= 200 then refused[status] = (refused[status] or 0) + 1 end
end

function done(summary, latency, requests)
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,"not_2xx":%d,"socket_errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
