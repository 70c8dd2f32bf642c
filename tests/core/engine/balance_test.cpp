#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/live_rig.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

Song songFor(std::uint64_t seed)
{
    Song song = randomSong(seed);
    song.tempo = Tempo::clampedBpm(Dice(seed).real({60, 300}));
    for (auto& scene : song.scenes)
        scene.tempo.reset();
    for (auto& port : song.ports)
        port.offsetMs /= 5;
    return song;
}

/// Mostly punctual, now and then late, rarely a stall.
Nanoseconds someLateness(Dice& dice)
{
    if (dice.below(500) == 0)
        return std::chrono::milliseconds {static_cast<int>(dice.below(3000))};
    return dice.chance(5) ? std::chrono::microseconds {static_cast<int>(dice.below(15'000))} : 50us;
}

CommandWhat someCommand(Dice& dice, const Song& song)
{
    switch (dice.below(12)) {
    case 0:
        return Play {dice.chance(50) ? Tick {} : Tick {static_cast<std::int64_t>(dice.below(400'000))}};
    case 1:
        return dice.chance(50) ? CommandWhat {Stop {}} : CommandWhat {Continue {}};
    case 2:
        return Seek {Tick {static_cast<std::int64_t>(dice.below(400'000))}};
    case 3:
        return dice.chance(60) ? CommandWhat {Undo {}} : CommandWhat {Redo {}};
    case 4:
    case 5:
    case 6:
        return randomPerformance(dice, song);
    default:
        // Another song altogether now and then only: it undoes what the others did.
        return randomEdit(dice, song, dice.below(dice.chance(10) ? kEditKinds : kEditKinds - 1));
    }
}

}  // namespace

TEST_SUITE("core/engine/balance")
{
    TEST_CASE("every note that begins ends once, whatever is edited, launched, muted, stopped or late")
    {
        std::size_t notes = 0;
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            LiveRig rig(songFor(seed));
            if (seed % 3 == 0)
                rig.setPeriod(seed % 2 == 0 ? Nanoseconds {5'333'333} : Nanoseconds {21'333'333});
            rig.lateness = [&] { return someLateness(dice); };
            REQUIRE(rig.send(Play {}));
            std::string history;
            for (int step = 0; step < 120; ++step) {
                rig.run(std::chrono::milliseconds {static_cast<int>(dice.below(120))});
                for (std::size_t i = dice.below(3); i > 0; --i) {
                    const CommandWhat command = someCommand(dice, *rig.session.song());
                    if (rig.send(command))
                        history += std::string(label(command)) + ", ";
                }
            }
            REQUIRE(rig.send(Stop {}));
            rig.lateness = {};
            rig.run(1200ms);  // a song that was opened may play half a second late
            for (std::size_t port = 0; port < 4; ++port)
                notes += rig.notes(port).size();
            REQUIRE_MESSAGE(rig.unpaired() == "", history);
            REQUIRE(rig.sounding() == 0);
        }
        CHECK(notes > 3'000);
    }

    TEST_CASE("edits that change nothing audible are not heard, wherever they cut")
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            CAPTURE(seed);
            Song song = songFor(seed);
            for (auto& port : song.ports)
                port.offsetMs = port.offsetMs > 0 ? port.offsetMs : 0;
            const auto played = [&](bool edits) {
                Dice dice(seed);
                LiveRig rig(song);
                if (seed % 2 == 0)
                    rig.setPeriod(5'333'333ns);
                (void)rig.send(SetSongMode {!song.arrangement.empty()});
                (void)rig.send(Play {});
                for (int step = 0; step < 60; ++step) {
                    rig.run(std::chrono::milliseconds {static_cast<int>(dice.below(90))});
                    if (edits)
                        REQUIRE(rig.send(SetSongName {"edit " + std::to_string(step)}));
                }
                std::string text;
                for (std::size_t port = 0; port < 4; ++port)
                    text += rig.output(port).asMusic() + "--\n";
                CHECK(rig.status().refused == 0);
                return text;
            };
            const std::string plain = played(false);
            const std::string edited = played(true);
            if (plain != edited) {
                const auto at =
                    static_cast<std::size_t>(std::ranges::mismatch(plain, edited).in1 - plain.begin());
                const auto from = at < 200 ? 0 : at - 200;
                FAIL_CHECK("unedited:\n"
                    << plain.substr(from, 400) << "\nedited:\n"
                    << edited.substr(from, 400));
                break;
            }
        }
    }
}
