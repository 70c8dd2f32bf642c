#pragma once

#include "app/scripts/script_work.hpp"
#include "core/engine/session.hpp"

#include "tests/app/scripts/fake_process.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace clave::test {
using namespace std::chrono_literals;

inline ScriptRef ref(const std::string& path)
{
    ScriptRef one;
    one.path = path;
    return one;
}

inline const std::vector<ScriptRef> none;

/// The work between a session and a process that a test plays, at a time that a test says.
struct WorkRig {
    explicit WorkRig(std::vector<ScriptRef> scripts = {ref("lead.py")})
        : session([&] {
            Song song = songOf({row("x..."), row("x...")});
            song.scripts = std::move(scripts);
            return song;
        }())
        , reader(session.published())
        , work({process, queues,
                   [this](Command command) {
                       sent.push_back(std::move(command));
                       return session.apply(sent.back()).has_value();
                   },
                   [this](std::string sentence) { said.push_back(std::move(sentence)); },
                   [this](std::string_view kind, const JsonView&) { others.emplace_back(kind); },
                   [this](const GuestWishPtr& latest) { wish = latest; }},
              {})
    {
        work.roster().trusted().trustAll();
    }

    void round(Nanoseconds later = 1ms)
    {
        now += later;
        status.time = now;
        work.takeAsks();
        work.round({*reader.latest(), status, songPath, now});
    }
    /// The script's file is read and loaded.
    void load(const std::string& name = "lead")
    {
        round();
        work.onFile("/song/" + name + ".py", std::string {"play(60)"});
        says("loaded", fmt::format(R"({{"script": "{}", "ok": true, "ms": 1}})", name));
        round();
    }
    void says(const std::string& kind, const std::string& json) { process.says.push_back({kind, json}); }
    [[nodiscard]] std::uint32_t id(std::size_t track) const { return session.song()->tracks[track]->id; }
    template <typename What>
    [[nodiscard]] std::vector<Command> commands() const
    {
        std::vector<Command> found;
        for (const Command& command : sent) {
            if (std::holds_alternative<What>(command.what))
                found.push_back(command);
        }
        return found;
    }

    FakeProcess process;
    ScriptQueues queues;
    Session session;
    Published<Snapshot>::Reader reader;
    std::vector<Command> sent;
    std::vector<std::string> said;
    std::vector<std::string> others;
    GuestWishPtr wish;  ///< the newest of controllers
    ClockStatus status;
    std::string songPath = "/song/s.clave";
    TimePoint now {1s};
    ScriptWork work;
};

inline ScriptAsk askFor(ScriptAsk::What what, std::uint32_t track = 0)
{
    ScriptAsk ask;
    ask.what = what;
    ask.track = track;
    return ask;
}

/// At 120 bpm from position 0 at that time.
inline ClockStatus playingSince(TimePoint start)
{
    ClockStatus status;
    status.playing = true;
    status.line = Timeline {Position {}, start, Tempo::clampedBpm(120)};
    return status;
}

}  // namespace clave::test
