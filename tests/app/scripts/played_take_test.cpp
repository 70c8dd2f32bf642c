#include "app/scripts/played_take.hpp"

#include "core/engine/render.hpp"
#include "core/model/validate.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

using namespace clave;
using namespace clave::test;

namespace {
/// What a rendering of a song's first track played.
PlayedTake takeOf(const Rendering& rendering, std::uint32_t track)
{
    PlayedTake take;
    VoiceId voices = 0;
    std::map<std::uint8_t, VoiceId> sounding;
    for (const RenderedMessage& message : rendering.messages) {
        if (message.message.isNoteOn())
            sounding[message.message.note()] = ++voices;
        take.add({message.at, sounding[message.message.note()], track, message.message});
    }
    return take;
}

Rendering played(const Song& song, std::uint32_t bars)
{
    RenderOptions options;
    options.bars = bars;
    return render(std::make_shared<const Song>(song), options);
}

/// The song with another pattern on its first track.
Song with(Song song, Pattern pattern)
{
    Track track = *song.tracks[0];
    track.slots[0] = std::make_shared<const Pattern>(std::move(pattern));
    song.tracks[0] = std::make_shared<const Track>(std::move(track));
    return song;
}

Song swungSong()
{
    Song song = songOf({row("xxx.x.x.x.x.x..x", 61)});
    song.swing.percent = 60;
    song.scale = Scale {0, 0b101010110101};
    Pattern pattern = *song.tracks[0]->slots[0];
    for (std::size_t i = 0; i < pattern.steps.size(); ++i)
        pattern.steps[i].probability = 60;
    pattern.steps[8].retrig = {};
    song = with(song, pattern);
    Track track = *song.tracks[0];
    track.transpose = 3;
    track.transposeAfter = 12;
    track.scaleLock = true;
    song.tracks[0] = std::make_shared<const Track>(track);
    return song;
}
}  // namespace

TEST_SUITE("app/scripts/played_take")
{
    TEST_CASE("what was heard, printed and played, sounds as it was heard")
    {
        const Song song = swungSong();
        const Rendering heard = played(song, 2);
        REQUIRE(heard.messages.size() > 10);
        const auto pattern =
            takeOf(heard, song.tracks[0]->id).pattern(song, *song.tracks[0], Position {}, Tick {8 * kPpqn});
        REQUIRE(pattern);
        CHECK(faultsOf(*pattern).empty());
        CHECK(pattern->steps.size() == 32);
        const Rendering again = played(with(song, *pattern), 2);
        REQUIRE(again.messages.size() == heard.messages.size());
        for (std::size_t i = 0; i < heard.messages.size(); ++i) {
            CAPTURE(i);
            CHECK(again.messages[i].message == heard.messages[i].message);
            const auto apart = again.messages[i].at - heard.messages[i].at;
            CHECK(std::abs(apart.ticks()) <= 1.0);
        }
    }

    TEST_CASE("notes faster than sixteenths get faster steps, and too many bars are refused")
    {
        const Song song = songOf({row("x...............")});
        PlayedTake take;
        for (int i = 0; i < 8; ++i)
            take.add(
                {Tick {i * kPpqn / 8}, static_cast<VoiceId>(i + 1), 1, Message::noteOn(Channel {}, 60, 90)});
        const auto pattern = take.pattern(song, *song.tracks[0], Position {}, Tick {4 * kPpqn});
        REQUIRE(pattern);
        CHECK(pattern->rate == Rate {1, Rate::Feel::Straight});
        CHECK(pattern->steps[7].on);
        CHECK_FALSE(take.pattern(song, *song.tracks[0], Position {}, Tick {40 * kPpqn}));
        CHECK_FALSE(take.pattern(song, *song.tracks[0], Tick {4 * kPpqn}, Tick {8 * kPpqn}));
        take.forget();
        CHECK_FALSE(take.pattern(song, *song.tracks[0], Position {}, Tick {4 * kPpqn}));
    }
}
