#include "app/window/ui/actions.hpp"
#include "core/model/validate.hpp"

#include "tests/app/window/ui/some_scripts.hpp"
#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/gestures");

namespace {
/// Gestures in all; CLAVE_GESTURES asks for more.
std::size_t gestureCount()
{
    const char* const asked = std::getenv("CLAVE_GESTURES");
    return asked != nullptr ? static_cast<std::size_t>(std::atoll(asked)) : 6000;
}

Modifiers someModifiers(Dice& dice)
{
    return dice.chance(70) ? Modifiers {} : Modifiers {dice.chance(50), dice.chance(50), dice.chance(30)};
}

ImVec2 somewhere(Dice& dice, UiRig& rig)
{
    const auto& all = rig.ui.rects().all();
    if (!all.empty() && dice.chance(80)) {
        auto found = all.begin();
        std::advance(found, static_cast<std::ptrdiff_t>(dice.below(all.size())));
        const Rect& at = found->second;
        return {at.least.x + at.size().x * static_cast<float>(dice.below(100)) / 100.0F,
            at.least.y + at.size().y * static_cast<float>(dice.below(100)) / 100.0F};
    }
    return {static_cast<float>(dice.below(1280)), static_cast<float>(dice.below(800))};
}

void useMouse(Dice& dice, UiRig& rig)
{
    const int button = dice.chance(85) ? 0 : static_cast<int>(dice.below(3));
    rig.hold(someModifiers(dice));
    rig.moveTo(somewhere(dice, rig));
    rig.press(button);
    for (std::size_t moves = dice.below(3); moves > 0; --moves)
        rig.moveTo(somewhere(dice, rig));
    rig.release(button);
    rig.hold({});
}

void useKey(Dice& dice, UiRig& rig)
{
    if (dice.chance(30)) {
        rig.pianoKey(static_cast<int>(dice.below(29)), dice.chance(60));
        return;
    }
    const auto all = actions();
    const auto& chord = all[dice.below(all.size())].keys[0];
    if (chord.special != Special::None)
        rig.key(chord.special, chord.with);
    else if (chord.letter != 0)
        rig.key(chord.letter, chord.with);
}

void someGesture(Dice& dice, UiRig& rig)
{
    if (dice.chance(50))
        useMouse(dice, rig);
    else if (dice.chance(80))
        useKey(dice, rig);
    else if (dice.chance(50))
        rig.type(std::string(1, static_cast<char>('0' + dice.below(10))));
    else
        rig.frame(static_cast<int>(dice.below(4)));
}
}  // namespace

TEST_CASE("whatever hands do: no crash, a song that can be saved, and undo goes back to the start")
{
    constexpr std::size_t kInOneSong = 150;
    const std::size_t songs = std::max<std::size_t>(gestureCount() / kInOneSong, 1);
    for (std::size_t i = 0; i < songs; ++i) {
        const std::uint64_t seed = 1000 + i;
        CAPTURE(seed);
        Dice dice(seed);
        const Song start = songOf({row("x... x... x... x..."), row("..x. ..x. ..t. ..x."), row("x")});
        UiRig rig(start);
        ScriptsView scripts;
        scripts.scripts = {someScript("euclid"), someScript("mutate")};
        rig.scripts = std::make_shared<const ScriptsView>(std::move(scripts));
        rig.scriptTexts = std::make_shared<const ScriptTexts>(
            ScriptTexts {{"euclid", {1, "a = 1\nb = 2\n", {}}}, {"mutate", {1, "", {}}}});
        for (std::size_t n = 0; n < kInOneSong; ++n) {
            someGesture(dice, rig);
            REQUIRE(faultsOf(rig.song()).empty());
            const Entry& entry = rig.live.session.performance().entry;
            REQUIRE(rig.ui.state().firstTrack <= rig.song().tracks.size());
            REQUIRE((rig.song().tracks.empty() || entry.cursor.pattern.track < rig.song().tracks.size()));
        }
        for (int place = 0; place <= 28; ++place)
            rig.pianoKey(place, false);
        (void)rig.live.send(Stop {});
        rig.live.run(std::chrono::seconds {1});
        CHECK(rig.live.unpaired() == "");
        for (std::size_t n = 0; n < Session::kHistory && !rig.live.session.undoLabel().empty(); ++n)
            REQUIRE(rig.live.send(Undo {}));
        CHECK(rig.song() == start);
    }
}

TEST_SUITE_END();
