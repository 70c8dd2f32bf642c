#include "tests/support/grid_fit.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace clave;
using test::GridCycle;
using test::GridOnset;
using test::HeardNote;

namespace {

constexpr double kFrames = 60.0 * 48000.0 / 133.37;  ///< of a quarter note

/// Sixteenths as an exact sender plays them: each rounded to its frame by itself.
std::vector<GridOnset> exactTake(std::size_t count, std::uint64_t start = 5'000'000'000)
{
    std::vector<GridOnset> onsets;
    for (std::size_t i = 0; i < count; ++i) {
        const double quarters = 0.25 * static_cast<double>(i);
        onsets.push_back({start + static_cast<std::uint64_t>(std::llround(quarters * kFrames)), quarters});
    }
    return onsets;
}

void delay(std::vector<GridOnset>& onsets, std::size_t from, std::uint64_t frames)
{
    for (std::size_t i = from; i < onsets.size(); ++i)
        onsets[i].frame += frames;
}

/// A swung pair and a ratchet of three, on keys of their own.
const GridCycle kCycle {{{36, 0.0}, {37, 0.31}, {38, 0.5}, {38, 0.5 + 0.31 / 3}, {38, 0.5 + 0.62 / 3}}, 1.0};

std::vector<HeardNote> playCycle(std::size_t times)
{
    std::vector<HeardNote> heard;
    for (std::size_t i = 0; i < times; ++i) {
        for (const auto& note : kCycle.notes) {
            const double quarters = static_cast<double>(i) * kCycle.length + note.quarters;
            heard.push_back({static_cast<std::uint64_t>(std::llround(quarters * kFrames)), note.key});
        }
    }
    return heard;
}

}  // namespace

TEST_SUITE("support/grid_fit")
{
    TEST_CASE("a sender that rounds each note to its frame is within half a frame and does not drift")
    {
        const auto fit = test::fitGrid(exactTake(4000), kFrames);
        CHECK(fit.onsets == 4000);
        CHECK(fit.spread <= 0.5);
        CHECK(fit.spread > 0.4);
        CHECK(fit.worst <= 1.0);
        CHECK(std::abs(fit.driftPpm) < 0.01);
        CHECK(std::abs(fit.accumulated) < 0.1);
    }

    TEST_CASE("one late note of a thousand shows as the worst, not in the others")
    {
        auto take = exactTake(1000);
        take[500].frame += 480;
        const auto fit = test::fitGrid(take, kFrames);
        CHECK(fit.worst == doctest::Approx(480).epsilon(0.01));
        CHECK(fit.spread == doctest::Approx(240).epsilon(0.01));
        CHECK(fit.p99 <= 1.0);
    }

    TEST_CASE("jitter of a period has its quantiles, and no drift beyond its own error")
    {
        test::Dice dice {7};
        auto take = exactTake(2000);
        for (auto& onset : take)
            onset.frame += static_cast<std::uint64_t>(dice.below(256));
        const auto fit = test::fitGrid(take, kFrames);
        CHECK(fit.p50 == doctest::Approx(64).epsilon(0.1));
        CHECK(fit.p99 == doctest::Approx(127).epsilon(0.05));
        CHECK(fit.driftError > 0.0);
        CHECK(std::abs(fit.driftPpm) < 4 * fit.driftError);
    }

    TEST_CASE("a clock that is slow by 50 ppm drifts by 50 ppm")
    {
        auto take = exactTake(4000);
        for (auto& onset : take)
            onset.frame += static_cast<std::uint64_t>(std::llround(onset.quarters * kFrames * 50e-6));
        const auto fit = test::fitGrid(take, kFrames);
        CHECK(fit.driftPpm == doctest::Approx(50).epsilon(0.01));
        CHECK(fit.accumulated == doctest::Approx(999.75 * kFrames * 50e-6).epsilon(0.01));
    }

    TEST_CASE("a shift for good is seen where it happened, and nowhere else")
    {
        auto take = exactTake(400);
        const auto xrun = take[200].frame - 10;
        const auto elsewhere = take[60].frame;
        delay(take, 200, 640);
        CHECK(test::shiftAt(take, kFrames, xrun) == doctest::Approx(640).epsilon(0.01));
        CHECK(std::abs(test::shiftAt(take, kFrames, elsewhere)) <= 1.0);
        CHECK(test::shiftAt(take, kFrames, take.front().frame) == 0.0);
        CHECK(test::shiftAt(take, kFrames, take.back().frame + 1) == 0.0);
    }

    TEST_CASE("one note late for an xrun is no shift")
    {
        auto take = exactTake(400);
        const auto xrun = take[200].frame - 10;
        take[200].frame += 256;
        CHECK(std::abs(test::shiftAt(take, kFrames, xrun)) <= 1.0);
    }

    TEST_CASE("swing and ratchets are numbered by their keys")
    {
        const auto heard = playCycle(8);
        const auto numbered = test::numberOnsets(heard, kCycle);
        CHECK(numbered.onsets.size() == heard.size());
        CHECK(numbered.missing == 0);
        CHECK(numbered.extra == 0);
        CHECK(test::fitGrid(numbered.onsets, kFrames).spread <= 0.5);
    }

    TEST_CASE("a note that is missing costs its own number and no other")
    {
        auto heard = playCycle(8);
        heard.erase(heard.begin() + 11);
        const auto numbered = test::numberOnsets(heard, kCycle);
        CHECK(numbered.missing == 1);
        CHECK(numbered.extra == 0);
        CHECK(test::fitGrid(numbered.onsets, kFrames).spread <= 0.5);
    }

    TEST_CASE("a note of no written key is extra")
    {
        auto heard = playCycle(8);
        heard.insert(heard.begin() + 9, {heard[9].frame, 99});
        const auto numbered = test::numberOnsets(heard, kCycle);
        CHECK(numbered.extra == 1);
        CHECK(numbered.missing == 0);
        CHECK(test::fitGrid(numbered.onsets, kFrames).spread <= 0.5);
    }

    TEST_CASE("a note struck twice is extra, and the ones behind it keep their numbers")
    {
        auto heard = playCycle(8);
        heard.insert(heard.begin() + 6, heard[6]);
        heard.insert(heard.begin() + 11, heard[11]);
        const auto numbered = test::numberOnsets(heard, kCycle);
        CHECK(numbered.extra == 2);
        CHECK(numbered.missing == 0);
        CHECK(test::fitGrid(numbered.onsets, kFrames).spread <= 0.5);
    }

    TEST_CASE("a recording that begins in the middle is numbered from there")
    {
        auto heard = playCycle(8);
        heard.erase(heard.begin(), heard.begin() + 6);
        const auto numbered = test::numberOnsets(heard, kCycle);
        CHECK(numbered.missing == 0);
        CHECK(test::fitGrid(numbered.onsets, kFrames).spread <= 0.5);
    }

    TEST_CASE("nothing heard is no fit")
    {
        CHECK(test::fitGrid({}, kFrames).onsets == 0);
        CHECK(test::numberOnsets({}, kCycle).onsets.empty());
        const auto oneNote = exactTake(1);
        CHECK(test::fitGrid(oneNote, kFrames).worst == 0.0);
    }
}
