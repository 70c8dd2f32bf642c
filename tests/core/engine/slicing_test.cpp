#include "core/midi/names.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/random_song.hpp"
#include "tests/support/test_player.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

using namespace clave;
using namespace clave::test;

namespace {

constexpr std::uint64_t kSeeds = 300;

Song songFor(std::uint64_t seed)
{
    Song song = randomSong(seed);
    if (song.scenes.size() > 1 && song.arrangement.empty())
        song.arrangement = {{0, 1}, {1, 2}};
    for (auto& scene : song.scenes)
        scene.bars = scene.bars ? std::optional<std::uint16_t>(*scene.bars % 3 + 1) : std::nullopt;
    return song;
}

/// What a song plays in 8 bars of 4/4, advanced as `next` says. Nothing when there was no room for all of it.
template <typename Next>
std::optional<std::vector<PlayedMessage>> playSliced(const Song& song, Next next)
{
    TestPlayer player(song);
    player.performance.songMode = !song.arrangement.empty();
    player.publish();
    player.start();
    const Position end = 8 * kBar;
    while (player.state.now < end)
        player.playTo(std::min(end, player.state.now + next()));
    player.stop();
    if (player.state.refused > 0)
        return std::nullopt;
    return player.take();
}

std::string firstDifference(const std::vector<PlayedMessage>& a, const std::vector<PlayedMessage>& b)
{
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        if (i < a.size() && i < b.size() && a[i] == b[i])
            continue;
        auto text = [&](const auto& list) {
            return i < list.size() ? placeText(list[i].at) + " " + inWords(list[i].message)
                                   : std::string("nothing");
        };
        return text(a) + " | " + text(b) + ", message " + std::to_string(i);
    }
    return "none";
}

}  // namespace

TEST_SUITE("core/engine/player")
{
    TEST_CASE("however finely a song is sliced, the same is played")
    {
        std::size_t compared = 0;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            CAPTURE(seed);
            const Song song = songFor(seed);
            const auto ms = [](double n) {
                return [n] { return Position::fromTicks(n * 2 * kPpqn / 1000); };
            };
            const auto whole = playSliced(song, ms(500));
            Dice dice(seed);
            const auto random = [&] {
                return Position {static_cast<std::int64_t>(1 + dice.below(1U << 30U))};
            };
            const auto fine = playSliced(song, ms(1));
            const auto middle = playSliced(song, ms(7));
            const auto uneven = playSliced(song, random);
            if (!whole || !fine || !middle || !uneven)
                continue;
            ++compared;
            REQUIRE_MESSAGE(*whole == *fine, firstDifference(*whole, *fine));
            REQUIRE_MESSAGE(*whole == *middle, firstDifference(*whole, *middle));
            REQUIRE_MESSAGE(*whole == *uneven, firstDifference(*whole, *uneven));
        }
        CHECK(compared > kSeeds * 9 / 10);
    }

    TEST_CASE("a tie that another note of its pitch has ended is not gone on with, whatever the slicing")
    {
        Pattern pattern = row("xtx. .... .... ....");
        pattern.rate.feel = Rate::Feel::Triplet;
        pattern.steps[0].nudge = 4800;  // sounds after the tied step, and just before the third
        pattern.steps[1].nudge = -4500;
        pattern.steps[2].nudge = -4950;
        for (const Position slice : {kNever, Position(Tick {100}), Position(Tick {2520})}) {
            TestPlayer player(songOf({pattern}));
            player.start();
            player.playTo(2 * kBeat, slice);
            CHECK(player.notes() == lines(R"(
                1.1.1+360 C3 100
                1.1.1+3200 C3 100
                1.1.1+3420 C3 100
            )"));
        }
    }

    TEST_CASE("a song played twice is played the same")
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            CAPTURE(seed);
            const Song song = songFor(seed);
            const auto slice = [] { return Position(kSixteenth); };
            CHECK(playSliced(song, slice) == playSliced(song, slice));
        }
    }
}
