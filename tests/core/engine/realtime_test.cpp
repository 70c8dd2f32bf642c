#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"
#include "tests/support/random_song.hpp"
#include "tests/support/realtime_guard.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

/// An output that only takes messages in, as the clock thread sees it: what a port does with them is not its
/// affair.
class PostedTo final : public MidiOutput {
public:
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override
    {
        ++posted;
        return stage_.tryPost(message);
    }
    void flush() noexcept override {}
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return Nanoseconds {0}; }
    [[nodiscard]] OutputReport report() const override { return {}; }
    /// The output's own thread, which sends nothing anywhere.
    void run(TimePoint now)
    {
        stage_.run(now, [](const Message&, TimePoint) { return true; });
    }

    std::size_t posted = 0;

private:
    std::string name_ = "counts";
    OutputStage stage_;
};

/// Everything that a song can do, on several tracks.
Song everything()
{
    Song song = randomSong(5, {8, 4, 32, 4, 8, 16, false, true});
    Pattern pattern = row("xsti xXxo x.x. tttx");
    for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
        Step& step = pattern.steps[i];
        step.nudge = static_cast<std::int16_t>(i % 2 == 0 ? -2000 : 3000);
        step.probability = static_cast<std::uint8_t>(50 + i * 3);
        step.condition = i % 3 == 0 ? passesOf(1, 2) : Condition {};
        step.retrig.count = static_cast<std::uint8_t>(1 + i % 5);
        step.locks = {{Lock::Kind::Nrpn, 100, 200}, {Lock::Kind::Program, 1, 2}};
    }
    pattern.program = 3;
    pattern.direction = Direction::Walk;
    Song base = songOf({pattern, pattern, pattern, pattern});
    base.ports = {{"early", "", -20.0, 100.0}, {"late", "", 20.0, 0.0}};
    base.grooves = {{"g", std::vector<GroovePoint>(16, {-300, 0.8, 1.2})}};
    base.metronome.on = true;
    base.metronome.countInBars = 1;
    base.swing.percent = 62;
    base.scale = song.scale;
    base.tempo = Tempo::clampedBpm(180);
    for (std::size_t i = 0; i < 4; ++i) {
        changeTrack(base, i, [i](Track& track) {
            track.destination.port = i == 1 ? "early" : i == 2 ? "late" : "";
            track.scaleLock = true;
        });
        changePattern(base, i, 0, [i](Pattern& p) {
            p.groove = i == 3 ? "g" : "";
            p.direction = static_cast<Direction>(i);
        });
        addPattern(base, i, row("x.x. x.x."));
    }
    addScene(base, {1, 1, Scene::kKeep, Scene::kStop});
    base.scenes[1].tempo = Tempo::clampedBpm(140);
    base.scenes[1].metre = Metre {3, 4};
    base.arrangement = {{0, 1}, {1, 2}};
    return base;
}

/// A script that answers every second step, and plays a note of its own with each.
void answer(ScriptQueues& scripts, const ScriptAsk& ask)
{
    if (ask.what != ScriptAsk::What::Step || ask.count % 2 != 0)
        return;
    ScriptAnswer made;
    made.what = ScriptAnswer::What::Changed;
    made.track = ask.track;
    made.key = ask.key;
    made.mark = ask.mark;
    made.step.on = true;
    (void)made.step.notes.tryPush({64, 100, 100, {}});
    REQUIRE(scripts.answers.tryPush(made));
    made.what = ScriptAnswer::What::Note;
    made.key ^= 1U << 20U;
    made.at = ask.at + Tick {100};
    made.off = ask.at + Tick {500};
    REQUIRE(scripts.answers.tryPush(made));
}
}  // namespace

TEST_SUITE("core/engine/realtime")
{
    TEST_CASE("the clock's work neither takes memory nor locks, whatever is played, edited, launched, late, "
              "played by hand or by scripts")
    {
        if (!RealtimeGuard::armed())
            return test::skip("the sanitizer needs the heap functions for itself");
        Session session(everything());
        std::vector<std::unique_ptr<PostedTo>> outputs;
        OutputTable table {};
        for (std::size_t i = 0; i < 3; ++i) {
            outputs.push_back(std::make_unique<PostedTo>());
            table[i] = outputs.back().get();
        }
        SyncSlot sync {nullptr};
        LiveQueues live;
        ScriptQueues scripts;
        ClockWork work(session.published(), table, sync, live, scripts, {});
        LiveQueues::Sender* const hand = live.claim();
        int played = 0;
        RealtimeWatch watch;
        TimePoint now {1h};
        ClockStatus status;
        const auto run = [&](Nanoseconds time) {
            for (const TimePoint end = now + time; now < end; now += 2ms) {
                const int pitch = 60 + ++played / 2 % 12;
                const auto port = static_cast<std::uint8_t>(played / 2 % 3);
                REQUIRE(hand->trySend({port, static_cast<VoiceId>(played | 1),
                    played % 2 != 0 ? Message::noteOn({}, pitch, 90) : Message::noteOff({}, pitch), {}}));
                watch.enter();
                work.run(now);
                work.fillStatus(status, now);
                watch.leave();
                for (auto& output : outputs)
                    output->run(now);
                for (ScriptAsk ask; scripts.asks.tryPop(ask);)
                    answer(scripts, ask);
            }
        };
        const auto send = [&](CommandWhat what) { REQUIRE(session.apply({std::move(what), "test", 0})); };
        scripts.horizonNs = Nanoseconds {60ms}.count();
        SetHooks hooks;
        for (const auto& track : session.song()->tracks)
            hooks.hooks.push_back({track->id, false});
        send(hooks);
        run(10ms);
        send(Play {});
        run(5s);
        for (int i = 0; i < 200; ++i) {
            send(ToggleStep {{static_cast<std::size_t>(i) % 4, 0}, static_cast<std::size_t>(i) % 16});
            run(7ms);
        }
        send(SetTempo {Tempo::clampedBpm(90)});
        run(500ms);
        for (const LaunchAt at : {LaunchAt::Now, LaunchAt::Beat, LaunchAt::Bar, LaunchAt::SceneEnd}) {
            send(LaunchScene {1, at, false});
            send(LaunchPattern {{0, 1}, at, true});
            run(1s);
            send(LaunchScene {0, at, true});
            run(1s);
        }
        send(SetFill {true});
        send(ArmFill {});
        send(ToggleMute {2});
        run(1s);
        now += 5s;  // a stall
        run(1s);
        send(SetSongMode {true});
        run(5s);
        send(DeleteTrack {1});
        run(100ms);
        send(Undo {});
        run(100ms);
        send(Panic {});
        send(ArmTrack {1});
        run(100ms);
        send(Stop {});
        run(100ms);
        send(Continue {});
        run(1s);
        send(Seek {Tick {100'000}});
        run(1s);
        send(Play {});
        run(1s);
        send(ReplaceSong {std::make_shared<const Song>(randomSong(9))});
        run(1s);
        CHECK(watch.heapCalls() == 0);
        CHECK(watch.locks() == 0);
        CHECK(outputs[0]->posted > 1000);
        CHECK(outputs[1]->posted > 500);
        CHECK(status.skips == 1);
        CHECK(status.refused == 0);
    }
}
