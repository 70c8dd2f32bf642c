#include "controllers/device/profile_library.hpp"
#include "controllers/lights/light_source.hpp"
#include "controllers/map/map_library.hpp"
#include "core/model/validate.hpp"

#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>

using namespace clave;
using namespace clave::test;

namespace {
/// Anything that hands, or somebody else, may do.
void touchAnything(Dice& dice, Controller& device)
{
    Studio& studio = device.studio;
    const auto control = static_cast<std::uint16_t>(dice.below(device.surface.profile().controls.size()));
    const Control& touched = device.surface.profile().controls[control];
    switch (dice.below(8)) {
    case 0:
    case 1:
    case 2:
        if (touched.kind == Control::Kind::Pad || touched.kind == Control::Kind::Button)
            device.press(control, static_cast<std::uint8_t>(1 + dice.below(127)));
        break;
    case 3:
    case 4:
        if (touched.kind == Control::Kind::Pad || touched.kind == Control::Kind::Button)
            device.release(control);
        break;
    case 5:
        device.wait(static_cast<int>(dice.below(40)) * 10);
        break;
    case 6:
        if (touched.kind == Control::Kind::Encoder || touched.kind == Control::Kind::Fader)
            device.move(control, static_cast<std::uint8_t>(dice.below(128)));
        break;
    default:
        if (dice.chance(20))
            studio.apply(ToggleStep {{dice.below(2), 0}, dice.below(16)});
        else if (dice.chance(10))
            studio.apply(DeleteTrack {dice.below(2)});
        else if (dice.chance(20))
            studio.playAt(0, 0, dice.below(16));
        break;
    }
    if (studio.song().tracks.empty()) {
        Track track;
        track.slots.push_back(std::make_shared<const Pattern>(row("x...")));
        studio.apply(InsertTrack {0, track});
    }
    studio.status.playing = studio.session.performance().transport.what == TransportRequest::What::Play;
}

/// Every key that went down went up again.
bool allKeysUp(const std::vector<KeyPress>& keys)
{
    std::map<int, bool> down;
    for (const KeyPress& key : keys)
        down[key.pitch] = key.down;
    return std::ranges::none_of(down, [](const auto& key) { return key.second; });
}
}  // namespace

TEST_SUITE("controllers/surface")
{
    TEST_CASE("Whatever hands do, the song stays whole, nothing stays held, and the lights stay true")
    {
        static constexpr std::array<std::pair<const char*, const char*>, 5> kPairs {
            {{"launchpad_x", "grid8x8"}, {"apc_mini_mk2", "grid8x8"}, {"push2", "grid8x8"},
                {"launch_control_xl", "launch_control_xl"}, {"pads_by_note", "pads"}}};
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto& [profile, map] = kPairs[seed % kPairs.size()];
            CAPTURE(seed);
            CAPTURE(profile);
            Dice dice(seed);
            Studio studio(songOf({row("x...x...x...x..."), row("..x...x. ........ ........ ........", 48)}));
            Controller watcher(studio, "launchpad_x", "grid8x8");
            Controller device(studio, profile, map);
            for (int i = 0; i < 400; ++i) {
                touchAnything(dice, device);
                watcher.wait(10);
            }
            const auto faults = faultsOf(studio.song());
            CAPTURE((faults.empty() ? std::string() : sentence(faults[0])));
            CHECK(faults.empty());
            device.feed({0x80, 0, 0});
            device.surface.lost(studio.view(), device);
            CHECK(allKeysUp(device.keys));
            // One that was there all along shows the same as one that has come just now.
            studio.status.playing = false;
            for (const std::size_t step : {1U, 0U}) {
                studio.apply(SetCursor {{{0, 0}, step}});
                watcher.wait(20);
            }
            Controller fresh(studio, "launchpad_x", "grid8x8");
            CHECK(std::ranges::equal(watcher.surface.lights(), fresh.surface.lights()));
        }
    }

    TEST_CASE("No bytes of any device, with the map it gets, break the song or leave a note")
    {
        ProfileLibrary profiles;
        CHECK(profiles.addFolder(CLAVE_SOURCE_DIR "/controllers/devices").empty());
        MapLibrary maps({CLAVE_SOURCE_DIR "/controllers/maps"}, lightSourceWords());
        CHECK(maps.refresh().empty());
        std::uint64_t seed = 0;
        for (const ProfilePtr& profile : profiles.profiles()) {
            const MapPtr map = maps.bestFor(*profile);
            CAPTURE(profile->id);
            CAPTURE(++seed);
            Dice dice(seed);
            Studio studio(songOf({row("x...x...x...x..."), row("..x...x. ........", 48)}));
            Controller device(studio, "launchpad_x", "grid8x8");  // for what is sent, and its clock
            Surface surface(profile, map);
            surface.connect(studio.view(), device);
            for (int i = 0; i < 300; ++i) {
                std::vector<std::uint8_t> bytes;
                for (std::size_t length = 1 + dice.below(12); length > 0; --length)
                    bytes.push_back(static_cast<std::uint8_t>(
                        dice.chance(40) ? 0x80 + 16 * dice.below(8) : dice.below(128)));
                surface.feed(bytes, studio.now, studio.view(), device);
                studio.now += std::chrono::milliseconds {dice.below(30)};
                surface.advance(studio.view(), device);
            }
            surface.lost(studio.view(), device);
            CHECK(faultsOf(studio.song()).empty());
            CHECK(allKeysUp(device.keys));
        }
    }
}
