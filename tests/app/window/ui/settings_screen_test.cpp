#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/settings screen");

TEST_CASE("whose MIDI clock is followed is chosen among the ports that are there, and our own")
{
    UiRig rig(songOf({row("x...")}));
    rig.inputChoices = {"Clave:in", "Drums:out", "Keys:out"};
    rig.key(Special::F6);
    CHECK_FALSE(rig.has("sync.port"));
    rig.syncKind = SyncKind::MidiClock;
    rig.frame();
    const auto chosen = [&](const char* name) {
        rig.click("sync.port");
        rig.click(name);
        return std::get<wish::UseSync>(rig.wishes.back());
    };
    CHECK(chosen("sync.port.2").input == "Keys:out");
    CHECK(chosen("sync.port.2").source == "midi");
    CHECK(chosen("sync.port.0").input.empty());
}

TEST_CASE("Settings says whether OSC is on")
{
    UiRig rig(songOf({row("x...")}));
    rig.key(Special::F6);
    CHECK_FALSE(rig.has("osc"));
    rig.osc = "OSC is on at 127.0.0.1:9170.";
    rig.frame();
    CHECK(rig.has("osc"));
}

TEST_SUITE_END();
