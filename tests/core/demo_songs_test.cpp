#include "core/engine/render.hpp"
#include "core/io/song_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

using namespace clave;

namespace {
const std::string kFolder = CLAVE_SOURCE_DIR "/assets/demo/";

struct Demo {
    const char* file;
    std::size_t leastNotes;  ///< of its arrangement, played once
};
constexpr std::array<Demo, 8> kDemos {
    {{"night_bus.clave", 2000}, {"drums.clave", 600}, {"bass.clave", 1000}, {"mozart.clave", 200},
        {"polymeter.clave", 2000}, {"showcase.clave", 1500}, {"clave.clave", 1000}, {"garden.clave", 800}}};

std::shared_ptr<const Song> loaded(const std::string& file)
{
    const auto song = loadSong(kFolder + file);
    REQUIRE_MESSAGE(song.has_value(), song.error().message);
    return std::make_shared<const Song>(*song);
}

/// Each note that begins in a bar: place in the bar, track, pitch, velocity.
using Bar = std::vector<std::tuple<std::int64_t, std::uint16_t, std::uint8_t, std::uint8_t>>;

std::vector<Bar> barsOf(const Rendering& rendering, Tick bar)
{
    std::vector<Bar> bars(static_cast<std::size_t>(rendering.end.nearestTick().count / bar.count));
    for (const auto& m : rendering.messages) {
        const std::int64_t tick = m.at.nearestTick().count;
        const auto index = static_cast<std::size_t>(tick / bar.count);
        if (m.message.isNoteOn() && index < bars.size())
            bars[index].emplace_back(tick % bar.count, m.track, m.message.note(), m.message.velocity());
    }
    for (Bar& one : bars)
        std::ranges::sort(one);
    return bars;
}

std::set<std::size_t> strokes(const Pattern& pattern)
{
    std::set<std::size_t> steps;
    for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
        if (pattern.steps[i].on && !pattern.steps[i].notes.empty())
            steps.insert(i + 1);
    }
    return steps;
}

const Pattern& patternNamed(const Song& song, const std::string& name)
{
    for (const TrackPtr& track : song.tracks) {
        for (const PatternPtr& pattern : track->slots) {
            if (pattern && pattern->name == name)
                return *pattern;
        }
    }
    FAIL("no pattern is named " << name);
    return *song.tracks.front()->slots.front();
}
}  // namespace

TEST_SUITE("core/demo_songs")
{
    TEST_CASE("every song in the demo folder is tested here")
    {
        std::set<std::string> known;
        for (const Demo& demo : kDemos)
            known.insert(demo.file);
        std::set<std::string> there;
        for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
            if (entry.path().extension() == ".clave")
                there.insert(entry.path().filename().string());
        }
        CHECK(there == known);
    }

    TEST_CASE("a demo song has no fault, and saving it changes no byte")
    {
        for (const Demo& demo : kDemos) {
            CAPTURE(demo.file);
            const auto text = readSongText(kFolder + demo.file);
            REQUIRE(text.has_value());
            CHECK(checkSong(*text).empty());
            const auto song = parseSong(*text, demo.file);
            REQUIRE(song.has_value());
            CHECK(songText(*song) == *text);
        }
    }

    TEST_CASE("everything in a demo song has a name, and every melody has its sound")
    {
        for (const Demo& demo : kDemos) {
            CAPTURE(demo.file);
            const auto song = loaded(demo.file);
            CHECK_FALSE(song->name.empty());
            CHECK_FALSE(song->arrangement.empty());
            for (const Scene& scene : song->scenes)
                CHECK_FALSE(scene.name.empty());
            for (const TrackPtr& track : song->tracks) {
                CHECK_FALSE(track->name.empty());
                for (const PatternPtr& pattern : track->slots) {
                    REQUIRE(pattern != nullptr);
                    CAPTURE(pattern->name);
                    CHECK_FALSE(pattern->name.empty());
                    CHECK((track->destination.channel.as1to16() == 10 || pattern->program.has_value()));
                }
            }
        }
    }

    TEST_CASE("a demo song plays many notes in sensible registers and ends each of them")
    {
        for (const Demo& demo : kDemos) {
            CAPTURE(demo.file);
            const auto rendering = render(loaded(demo.file), {});
            std::map<std::pair<int, int>, int> sounding;
            std::size_t notes = 0;
            for (const auto& m : rendering.messages) {
                int& count = sounding[{m.message.channel().as1to16(), m.message.note()}];
                if (m.message.isNoteOn()) {
                    ++notes;
                    ++count;
                    CHECK(m.message.note() >= 28);
                    CHECK(m.message.note() <= 96);
                } else if (m.message.isNoteOff()) {
                    --count;
                }
            }
            CHECK(notes >= demo.leastNotes);
            for (const auto& [key, count] : sounding) {
                CAPTURE(key.second);
                CHECK(count == 0);
            }
        }
    }

    TEST_CASE("a melody keeps to its song's scale")
    {
        for (const Demo& demo : kDemos) {
            const auto song = loaded(demo.file);
            for (const auto& m : render(song, {}).messages) {
                if (!m.message.isNoteOn() || m.message.channel().as1to16() == 10)
                    continue;
                CAPTURE(demo.file);
                CAPTURE(song->tracks[m.track]->name);
                CAPTURE(m.message.note());
                CHECK(song->scale.has(m.message.note()));
            }
        }
    }

    TEST_CASE("the night bus has six tracks, four scenes, and begins at once")
    {
        const auto song = loaded("night_bus.clave");
        CHECK(song->tracks.size() >= 6);
        CHECK(song->scenes.size() >= 4);
        const auto rendering = render(song, {});
        const auto first =
            std::ranges::find_if(rendering.messages, [](const auto& m) { return m.message.isNoteOn(); });
        REQUIRE(first != rendering.messages.end());
        CHECK(first->at < Position {} + song->metre.beat());
    }

    TEST_CASE("the night bus plays no four bars twice in its first minute, wherever one begins to count")
    {
        const auto song = loaded("night_bus.clave");
        const auto bars = barsOf(render(song, {}), song->metre.bar());
        const double barSeconds = 60.0 / song->tempo.bpm() * song->metre.beats;
        const auto minute = static_cast<std::size_t>(60.0 / barSeconds) + 1;
        REQUIRE(bars.size() >= minute);
        std::set<std::vector<Bar>> blocks;
        for (std::size_t bar = 0; bar + 4 <= minute; ++bar) {
            const auto from = bars.begin() + static_cast<std::ptrdiff_t>(bar);
            CHECK(blocks.insert({from, from + 4}).second);
        }
    }

    TEST_CASE(
        "son clave is 1 4 7 11 13, rumba clave 1 4 8 11 13, and the cascara has every stroke of the rumba's")
    {
        const auto song = loaded("clave.clave");
        const auto rumba = strokes(patternNamed(*song, "rumba clave 3-2"));
        const auto cascara = strokes(patternNamed(*song, "cascara 3-2"));
        CHECK(strokes(patternNamed(*song, "son clave 3-2")) == std::set<std::size_t> {1, 4, 7, 11, 13});
        CHECK(rumba == std::set<std::size_t> {1, 4, 8, 11, 13});
        CHECK(std::ranges::includes(cascara, rumba));
    }
}
