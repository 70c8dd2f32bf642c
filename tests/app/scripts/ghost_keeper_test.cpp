#include "app/scripts/ghost_keeper.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace clave;
using namespace clave::test;

namespace {
constexpr std::uint64_t kMark = 5;

PlayedStep sounding(int pitch, int velocity = 90)
{
    PlayedStep step;
    step.on = true;
    (void)step.notes.tryPush(
        {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(velocity), 100, {}});
    return step;
}

/// One track of 16 sixteenths, that plays from position 0.
struct Rig {
    explicit Rig(Song s = songOf({row("x...x...x...x...")})) : song(std::move(s)) {}

    /// The step is asked for and answered. \param played nothing: as it is written.
    void step(std::uint32_t index, std::optional<PlayedStep> played, std::int16_t slot = 0)
    {
        ScriptAsk ask;
        ask.what = ScriptAsk::What::Step;
        ask.track = song.tracks[0]->id;
        ask.slot = slot;
        ask.index = index;
        ask.key = ++key;
        ask.mark = kMark;
        keeper.ask(ask);
        ScriptAnswer answer;
        answer.what = played ? ScriptAnswer::What::Changed : ScriptAnswer::What::AsWritten;
        answer.track = ask.track;
        answer.key = ask.key;
        answer.step = played.value_or(PlayedStep {});
        keeper.answer(answer, song);
    }
    /// A live loop plays.
    void note(Position at, int pitch, Tick length = kSixteenth)
    {
        ScriptAnswer answer;
        answer.what = ScriptAnswer::What::Note;
        answer.track = song.tracks[0]->id;
        answer.key = ++key;
        answer.at = at;
        answer.off = at + length;
        answer.step = sounding(pitch);
        keeper.answer(answer, song);
    }
    void playTo(Tick to)
    {
        for (; now <= to; now = now + kSixteenth * 1) {
            ClockStatus status;
            status.playing = true;
            status.run = 1;
            status.position = now;
            status.trackCount = 1;
            status.tracks[0].id = song.tracks[0]->id;
            status.tracks[0].slot = static_cast<std::int16_t>(song.tracks[0]->pattern(0) != nullptr ? 0 : -1);
            status.tracks[0].nextCount = floorDiv(now, kSixteenth) + 1;
            status.tracks[0].nextGrid = kSixteenth * status.tracks[0].nextCount;
            keeper.follow(status, song);
        }
    }
    /// Of the first pattern; null: none.
    const GhostStep* ghost(std::size_t index, std::size_t slot = 0)
    {
        view = keeper.view();
        const auto found = view->find({song.tracks[0]->id, slot});
        return found != view->end() && index < found->second->size() && (*found->second)[index].isThere()
            ? &(*found->second)[index]
            : nullptr;
    }

    Song song;
    GhostKeeper keeper;
    GhostsViewPtr view;
    VoiceId key = 0;
    Tick now {};
};
}  // namespace

TEST_SUITE("app/scripts/ghost_keeper")
{
    TEST_CASE("a step has the ghost of what a script played there last, until it plays as written")
    {
        Rig rig;
        rig.step(4, sounding(72));
        REQUIRE(rig.ghost(4) != nullptr);
        CHECK(rig.ghost(4)->step.notes[0].pitch == 72);
        CHECK(rig.ghost(3) == nullptr);
        CHECK(rig.ghost(4, 1) == nullptr);
        rig.step(4, PlayedStep {});
        REQUIRE(rig.ghost(4) != nullptr);
        CHECK_FALSE(rig.ghost(4)->step.on);
        rig.step(4, std::nullopt);
        CHECK(rig.ghost(4) == nullptr);
    }

    TEST_CASE("what is the same as before makes nothing new, and a new start or a miss forgets")
    {
        Rig rig;
        rig.step(4, sounding(72));
        rig.step(5, sounding(74));
        const auto view = rig.keeper.view();
        rig.step(4, sounding(72));
        CHECK(rig.keeper.view() == view);
        ScriptAsk ask;
        ask.what = ScriptAsk::What::Step;
        ask.track = rig.song.tracks[0]->id;
        ask.index = 4;
        ask.key = 1000;
        rig.keeper.ask(ask);
        ask.what = ScriptAsk::What::Missed;
        rig.keeper.ask(ask);
        CHECK(rig.ghost(4) == nullptr);
        CHECK(rig.ghost(5) != nullptr);
        rig.keeper.keepOnly({77});
        CHECK(rig.ghost(5) == nullptr);
        rig.step(5, sounding(74));
        ask.what = ScriptAsk::What::Start;
        rig.keeper.ask(ask);
        CHECK(rig.ghost(5) == nullptr);
    }

    TEST_CASE("a step that a script gives back as it was has no ghost")
    {
        Rig rig;
        ScriptAsk ask;
        ask.what = ScriptAsk::What::Step;
        ask.track = rig.song.tracks[0]->id;
        ask.key = 1;
        ask.mark = markOf(sounding(60));
        rig.keeper.ask(ask);
        ScriptAnswer answer;
        answer.what = ScriptAnswer::What::Changed;
        answer.track = ask.track;
        answer.key = 1;
        answer.step = sounding(60);
        rig.keeper.answer(answer, rig.song);
        CHECK(rig.ghost(0) == nullptr);
    }

    TEST_CASE("pitches that are final are shown as the track would have them written")
    {
        Song song = songOf({row("x...............")});
        changeTrack(song, 0, [](Track& track) { track.transpose = 12; });
        Rig rig(std::move(song));
        PlayedStep step = sounding(72);
        step.asSounding = true;
        rig.step(0, step);
        REQUIRE(rig.ghost(0) != nullptr);
        CHECK(rig.ghost(0)->step.notes[0].pitch == 60);
    }

    TEST_CASE(
        "notes of a live loop lie at their nearest steps once they sound, and go when they do not come again")
    {
        Rig rig;
        rig.note(kSixteenth * 2, 64);
        rig.note(kSixteenth * 2, 67);
        rig.note(kSixteenth * 5 + Tick {kSixteenth.count / 4}, 60, kSixteenth * 2);
        CHECK(rig.ghost(2) == nullptr);
        rig.playTo(kSixteenth * 8);
        REQUIRE(rig.ghost(2) != nullptr);
        CHECK(rig.ghost(2)->beside.size() == 2);
        CHECK_FALSE(rig.ghost(2)->isChanged);
        REQUIRE(rig.ghost(5) != nullptr);
        CHECK(rig.ghost(5)->besideNudge == Step::kNudgeStep / 4);
        CHECK(rig.ghost(5)->beside[0].gate == Gate::of(2 * Gate::kStep));
        // In the next pass only the second comes again, with another note.
        rig.note(kSixteenth * 21, 62);
        rig.playTo(kSixteenth * 24);
        CHECK(rig.ghost(2) == nullptr);
        REQUIRE(rig.ghost(5) != nullptr);
        CHECK(rig.ghost(5)->beside.size() == 1);
        CHECK(rig.ghost(5)->beside[0].pitch == 62);
        CHECK(rig.ghost(5)->besideNudge == 0);
    }

    TEST_CASE("a live loop on a track without a pattern is seen in the empty one")
    {
        Song song = songOf({row("x...............")});
        changeTrack(song, 0, [](Track& track) { track.slots.clear(); });
        Rig rig(std::move(song));
        rig.note(kSixteenth * 18, 64);
        rig.playTo(kSixteenth * 20);
        CHECK(rig.ghost(2) != nullptr);
        rig.playTo(kSixteenth * 40);
        CHECK(rig.ghost(2) == nullptr);
    }
}
