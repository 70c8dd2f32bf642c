#include "core/engine/render.hpp"
#include "core/midi/names.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/live_rig.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>
#include <functional>
#include <set>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {
/// A script as the clock sees it: answers what it is asked, after a while.
class Answerer {
public:
    using Answer = std::function<ScriptAnswer(const ScriptAsk&)>;

    Answerer(LiveRig& rig, Answer answer) : rig_(rig), answer_(std::move(answer))
    {
        rig_.scripts.horizonNs = Nanoseconds {60ms}.count();
        for (const auto& track : rig_.session.song()->tracks)
            hooks_.hooks.push_back({track->id, false});
        REQUIRE(rig_.send(hooks_));
    }

    /// So much time passes; each question is answered `delay` after it was asked.
    void run(Nanoseconds time)
    {
        for (const TimePoint end = rig_.clock.now() + time; rig_.clock.now() < end;) {
            rig_.wake();
            for (ScriptAsk ask; rig_.scripts.asks.tryPop(ask);) {
                if (ask.what == ScriptAsk::What::Step)
                    waiting_.push_back({rig_.clock.now() + delay, ask});
                asked.push_back(ask);
            }
            while (!waiting_.empty() && waiting_.front().at <= rig_.clock.now()) {
                REQUIRE(rig_.scripts.answers.tryPush(answer_(waiting_.front().ask)));
                waiting_.pop_front();
            }
        }
    }

    Nanoseconds delay {1ms};
    std::vector<ScriptAsk> asked;

private:
    struct Waiting {
        TimePoint at;
        ScriptAsk ask;
    };
    LiveRig& rig_;
    Answer answer_;
    SetHooks hooks_;
    std::deque<Waiting> waiting_;
};

ScriptAnswer asWritten(const ScriptAsk& ask)
{
    ScriptAnswer answer;
    answer.track = ask.track;
    answer.key = ask.key;
    return answer;
}

/// Every step plays one note of this pitch.
ScriptAnswer plays(const ScriptAsk& ask, int pitch)
{
    ScriptAnswer answer = asWritten(ask);
    answer.what = ScriptAnswer::What::Changed;
    answer.mark = ask.mark;
    answer.step.on = true;
    (void)answer.step.notes.tryPush({static_cast<std::uint8_t>(pitch), 100, 100, Gate::of(Gate::kStep / 2)});
    return answer;
}

std::string pitches(const LiveRig& rig)
{
    std::string text;
    for (const auto& note : rig.notes())
        text += fmt::format("{}{}", text.empty() ? "" : " ", note.message.bytes[1]);
    return text;
}

/// Plays every off-beat an octave up, adds a note of its own on each quarter, and opens the fill at bar 2.
class Octaves final : public ScriptPartner {
public:
    Tick length {kPpqn / 2};  ///< of its own notes

    void take(const Snapshot& snapshot) override { song_ = snapshot.song; }
    Answered run(std::span<const ScriptAsk> asks) override
    {
        Answered answered;
        for (const auto& ask : asks) {
            if (ask.what == ScriptAsk::What::Start)
                begin(answered);
            else if (ask.what == ScriptAsk::What::Step)
                answered.answers.push_back(
                    ask.index % 2 == 0 ? asWritten(ask) : plays(ask, 72 + static_cast<int>(ask.pass % 3)));
            else if (ask.what == ScriptAsk::What::Slice)
                runUntil(ask.at, answered);
        }
        return answered;
    }
    void onRefused(const Command&, const std::string& why) override { refusals.push_back(why); }
    std::vector<std::string> refusals;

private:
    void begin(Answered& answered)
    {
        SetHooks hooks;
        for (const auto& track : song_->tracks)
            hooks.hooks.push_back({track->id, false});
        answered.commands.push_back({Position {}, {hooks, "script test", 0}});
        quarter_ = Tick {};
    }
    void runUntil(Position to, Answered& answered)
    {
        for (; quarter_ < to; quarter_ += Tick {kPpqn}) {
            ScriptAnswer own;
            own.what = ScriptAnswer::What::Note;
            own.track = song_->tracks[0]->id;
            own.key = 1000 + static_cast<VoiceId>(quarter_.count);
            own.at = quarter_;
            own.off = quarter_ + length;
            (void)own.step.notes.tryPush({40, 90, 100, {}});
            answered.answers.push_back(own);
            if (quarter_ == Tick {4 * kPpqn})
                answered.commands.push_back({quarter_, {SetTempo {Tempo::clampedBpm(90)}, "script test", 0}});
            if (quarter_ == Tick {2 * kPpqn})
                answered.commands.push_back({quarter_, {LaunchScene {98, {}}, "script test", 0}});
        }
    }
    SongPtr song_;
    Tick quarter_ {};
};
}  // namespace

TEST_SUITE("core/engine/scripts")
{
    TEST_CASE("what a script makes of a step plays in its place, from the first step on, and on its beat")
    {
        LiveRig rig(songOf({row("x.x.x.x.")}));
        Answerer script(
            rig, [](const ScriptAsk& ask) { return plays(ask, 70 + static_cast<int>(ask.index)); });
        REQUIRE(rig.send(Play {}));
        script.run(560ms);
        CHECK(pitches(rig) == "70 71 72 73 74");
        CHECK(rig.status().missed == 0);
        const auto notes = rig.notes();
        for (std::size_t i = 1; i < notes.size(); ++i)
            CHECK(notes[i].time - notes[i - 1].time == Nanoseconds {125ms});
    }

    TEST_CASE(
        "each step is asked for once, in order, a horizon before it is decided, whatever is cut meanwhile")
    {
        LiveRig rig(songOf({row("xxxx"), row("x.x.")}));
        Answerer script(rig, asWritten);
        REQUIRE(rig.send(Play {}));
        for (int i = 0; i < 50; ++i) {
            REQUIRE(rig.send(SetSwing {{50.0 + i % 2, kSixteenth}}));
            script.run(20ms);
        }
        std::set<VoiceId> keys;
        Position last;
        for (const auto& ask : script.asked) {
            if (ask.what != ScriptAsk::What::Step)
                continue;
            CHECK_MESSAGE(keys.insert(ask.key).second, "asked twice");
            CHECK(ask.at >= last);
            last = ask.at;
        }
        CHECK(keys.size() >= 2 * 8);
        CHECK(rig.status().missed == 0);
    }

    TEST_CASE("a late answer costs the change and nothing else: the step plays as written, and is counted")
    {
        LiveRig rig(songOf({row("x.x.x.x.")}));
        Answerer script(rig, [](const ScriptAsk& ask) { return plays(ask, 70); });
        script.delay = 100ms;
        REQUIRE(rig.send(Play {}));
        script.run(1030ms);
        CHECK(pitches(rig) == "60 60 60 60");
        CHECK(rig.status().missed >= 7);
        CHECK(rig.status().tracks[0].missed == rig.status().missed);
        CHECK(rig.unpaired() == "");
    }

    TEST_CASE("a hook that asks for silence when late leaves its steps out")
    {
        LiveRig rig(songOf({row("xxxx")}));
        Answerer script(rig, asWritten);
        REQUIRE(rig.send(SetHooks {{{rig.session.song()->tracks[0]->id, true}}}));
        script.delay = 1s;
        REQUIRE(rig.send(Play {}));
        script.run(600ms);
        CHECK(pitches(rig) == "");
    }

    TEST_CASE("a step that a hand changes after it was asked for plays as the hand wants it")
    {
        const auto playWith = [](std::string_view source) {
            LiveRig rig(songOf({row("xxxx")}));
            Answerer script(rig, [](const ScriptAsk& ask) { return plays(ask, 70); });
            REQUIRE(rig.send(Play {}));
            script.run(330ms);  // the step at 375 ms after the start has been asked for, and answered
            REQUIRE(rig.session.apply({SetStep {{0, 0}, 3, stepOf(65)}, std::string(source), 0}));
            script.run(200ms);
            return pitches(rig);
        };
        CHECK(playWith("window") == "70 70 70 65");
        CHECK(playWith("script other") == "70 70 70 70");
    }

    TEST_CASE("a note of a script's own sounds at its place, transposed and muted like its track")
    {
        Song song = songOf({row("....")});
        changeTrack(song, 0, [](Track& track) { track.transpose = 12; });
        LiveRig rig(std::move(song));
        Answerer script(rig, asWritten);
        REQUIRE(rig.send(Play {}));
        ScriptAnswer own;
        own.what = ScriptAnswer::What::Note;
        own.track = rig.session.song()->tracks[0]->id;
        own.key = 5;
        own.at = Position {Tick {kPpqn / 3}};
        own.off = Position {Tick {kPpqn / 2}};
        (void)own.step.notes.tryPush({50, 90, 100, {}});
        script.run(2ms);
        REQUIRE(rig.scripts.answers.tryPush(own));
        script.run(600ms);
        REQUIRE(rig.notes().size() == 1);
        CHECK(rig.notes()[0].message.bytes[1] == 62);
        CHECK(rig.unpaired() == "");
        REQUIRE(rig.send(SetLiveMute {0, LiveMute::Muted}));
        own.at = Position {Tick {2 * kPpqn}};
        own.off = own.at + Tick {100};
        REQUIRE(rig.scripts.answers.tryPush(own));
        script.run(1s);
        CHECK(rig.notes().size() == 1);
    }

    TEST_CASE("whatever scripts answer, whenever, under random edits: every note ends, and none sounds twice")
    {
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            LiveRig rig(randomSong(seed, {}));
            Answerer script(rig, [&](const ScriptAsk& ask) {
                if (dice.below(3) == 0)
                    return asWritten(ask);
                ScriptAnswer answer = plays(ask, 30 + static_cast<int>(dice.below(60)));
                answer.step.nudge = static_cast<std::int16_t>(static_cast<int>(dice.below(8000)) - 4000);
                answer.step.retrig.count = static_cast<std::uint8_t>(1 + dice.below(4));
                answer.step.slide = dice.below(4) == 0;
                answer.step.notes[0].gate = dice.below(3) == 0
                    ? Gate::tied()
                    : Gate::of(static_cast<std::int32_t>(dice.below(20000)));
                return answer;
            });
            REQUIRE(rig.send(Play {}));
            for (int i = 0; i < 60; ++i) {
                script.delay = Nanoseconds {1ms} * static_cast<int>(dice.below(120));
                (void)rig.send(dice.below(2) == 0
                        ? randomPerformance(dice, *rig.session.song())
                        : randomEdit(dice, *rig.session.song(), dice.below(kEditKinds - 1)));
                script.run(Nanoseconds {1ms} * static_cast<int>(dice.below(200)));
            }
            REQUIRE(rig.send(Stop {}));
            script.run(1500ms);  // ports may be half a second late
            CHECK(rig.unpaired() == "");
            CHECK(rig.sounding() == 0);
        }
    }

    TEST_CASE("where the song ends a script's own notes end, and none begins")
    {
        const auto song = std::make_shared<const Song>(songOf({row("x...")}));
        Octaves script;
        script.length = Tick {3 * kPpqn};
        RenderOptions options;
        options.bars = 2;
        const Rendering rendering = render(song, options, &script);
        CHECK(script.refusals.size() == 1);  // of a scene that is not there
        const Position end {Tick {2 * 4 * kPpqn}};
        std::size_t own = 0;
        for (const auto& m : rendering.messages) {
            own += m.message.isNoteOn() && m.message.note() == 40 ? 1U : 0U;
            CHECK(m.at <= end);
            CHECK_FALSE((m.message.isNoteOn() && m.at == end));
        }
        CHECK(own == 8);
    }

    TEST_CASE("a rendering with scripts has the same bytes however it is cut, and plays as live")
    {
        const auto song = std::make_shared<const Song>(songOf({row("x.x.x.x. xxxx...."), row("x...")}));
        const auto textOf = [&](Nanoseconds slice) {
            Octaves script;
            RenderOptions options;
            options.bars = 4;
            options.slice = slice;
            return renderingText(render(song, options, &script), *song);
        };
        const std::string text = textOf(500ms);
        CHECK(textOf(1ms) == text);
        CHECK(textOf(37ms) == text);
        CHECK(textOf(5s) == text);
        CHECK(text != renderingText(render(song, {4, -1, 500ms}), *song));
        CHECK(text.find(noteName(74)) != std::string::npos);  // third pass of the off-beats
    }
}
