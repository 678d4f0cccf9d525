namespace Palisade.Gateway.Filter.Limits;

/// <summary>What <see cref="Bucket"/> does, in Redis's Lua, over a hash for each user. Redis runs a script as one step, by its own clock.</summary>
internal static class RateScript
{
    /// <summary>Key: the user's. Arguments: capacity, window and block time in microseconds, 1 for tokens. Answer: 1 or 0, what remains, microseconds to wait.</summary>
    public const string Text = """
        local capacity, window, block = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local key, slots, h = KEYS[1], 16, {}
        local all = redis.call('HGETALL', key)
        for i = 1, #all, 2 do h[all[i]] = tonumber(all[i + 1]) end
        if h.x and h.x > now then return {0, 0, h.x - now} end

        local width = math.max(1, math.floor(window / slots))
        local write, allowed, remaining, wait = {}, 0, 0, 0
        local function set(field, value)
            h[field] = value
            write[field] = string.format('%.0f', value)
        end

        if ARGV[4] == '1' then
            local interval = window / capacity
            local ahead = math.max(0, (h.n or 0) - now)
            local free = capacity - ahead / interval + 0.001
            if free < 1 then
                wait = (1.0005 - free) * interval
            else
                set('n', now + ahead + interval)
                write.n = string.format('%.3f', h.n)
                allowed, remaining = 1, math.floor(free - 1)
                if free < 2 then wait = (2.0005 - free) * interval end
            end
        else
            local function slot(i) return 'c' .. (i % (slots + 1)) end
            local first, at = h.b or now, h.s or 0
            local sum = 0
            local due = math.max(at, math.floor((now - first) / width))
            for i = 0, slots do sum = sum + (h[slot(i)] or 0) end
            if due - at > slots or sum == 0 then
                redis.call('DEL', key)
                h, first, at, due = {}, now, 0, 0
                set('b', first)
            end
            for i = at + 1, due do if h[slot(i)] then set(slot(i), 0) end end
            at = due
            set('s', at)
            sum = 0
            for i = 0, slots do sum = sum + (h[slot(i)] or 0) end
            local leaked = math.min(1, math.max(0, (now - first - at * width) / width))
            local free = capacity - sum + (h[slot(at + 1)] or 0) * leaked + 0.001
            local function untilFree(needed)
                local passed = 0
                for i = 0, slots do
                    local share = 1
                    if i == 0 then share = 1 - leaked end
                    local leaks = (h[slot(at + 1 + i)] or 0) * share
                    if leaks >= needed then return (passed + needed / leaks * share) * width end
                    needed = needed - leaks
                    passed = passed + share
                end
                return passed * width
            end
            if free < 1 then
                wait = untilFree(1.0005 - free)
            else
                set(slot(at), (h[slot(at)] or 0) + 1)
                allowed, remaining = 1, math.floor(free - 1)
                if free < 2 then wait = untilFree(2.0005 - free) end
            end
        end

        if allowed == 0 and block > 0 then
            set('x', now + block)
            wait = block
        end
        local fields = {}
        for field, value in pairs(write) do
            fields[#fields + 1] = field
            fields[#fields + 1] = value
        end
        if #fields > 0 then redis.call('HSET', key, unpack(fields)) end
        redis.call('PEXPIRE', key, math.ceil((window + width + block) / 1000))
        return {allowed, remaining, math.ceil(wait)}
        """;
}
