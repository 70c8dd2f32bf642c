#include "app/window/ui/files.hpp"
#include "app/window/ui/monitor_words.hpp"
#include "app/window/ui/palette.hpp"
#include "app/window/ui/scene_edits.hpp"
#include "app/window/ui/settings_parts.hpp"
#include "app/window/ui/song_parts.hpp"
#include "app/window/ui/titles.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("app/window/ui/words of the screens");

namespace {
std::vector<std::string> answers(std::string_view typed, const std::vector<std::string>& words)
{
    std::vector<PaletteEntry> entries;
    for (const auto& word : words)
        entries.push_back({word, "Group", {}, {}});
    std::vector<std::string> found;
    for (const auto& entry : answersTo(typed, std::move(entries)))
        found.push_back(entry.words);
    return found;
}
}  // namespace

TEST_CASE("the palette finds what holds the letters in their order, whole words and beginnings first")
{
    const std::vector<std::string> words {
        "Play, stop", "Panic: end every note", "New track", "Track Bass", "Paste"};
    CHECK(answers("pa", words).front() == "Paste");
    CHECK(answers("pa", {"Previous scene, at its boundary", "Panic"}).front() == "Panic");
    CHECK(answers("tb", words) == std::vector<std::string> {"Track Bass"});
    CHECK(answers("track", words) == std::vector<std::string> {"Track Bass", "New track"});
    CHECK(answers("TRACK ba", words) == std::vector<std::string> {"Track Bass"});
    CHECK(answers("", words) == words);
    CHECK(answers("xyz", words).empty());
}

TEST_CASE("the palette answers any letters of a text taken in order, and none that are not in it")
{
    constexpr std::uint64_t kSeed = 5;
    Dice dice(kSeed);
    CAPTURE(kSeed);
    for (int i = 0; i < 500; ++i) {
        std::string text;
        std::string part;
        for (std::size_t n = 1 + dice.below(12); n > 0; --n) {
            text += static_cast<char>('a' + static_cast<int>(dice.below(5)));
            if (dice.chance(50))
                part += text.back();
        }
        CAPTURE(text);
        CAPTURE(part);
        CHECK(answerTo(part, text).has_value());
        CHECK_FALSE(answerTo(part + "z", text));
    }
}

TEST_CASE("slots are counted A1 to A16, then B1")
{
    CHECK(slotName(0) == "A1");
    CHECK(slotName(15) == "A16");
    CHECK(slotName(16) == "B1");
    CHECK(slotName(127) == "H16");
    Song song = songOf({row("x...")});
    CHECK(trackTitle(song, 0) == "Track 1");
    CHECK(sceneTitle(song, 0) == "Scene 1");
    CHECK(sceneTitle(song, 7) == "no scene");
    changePattern(song, 0, 0, [](Pattern& pattern) { pattern.name = "Night bus"; });
    CHECK(patternTitle(*song.tracks[0], 0) == "A1 Night bus");
}

TEST_CASE("a folder lists songs before MIDI files, in the order of people, and nothing else")
{
    using Kind = FileEntry::Kind;
    const auto sorted =
        sortedForOpening({{Kind::Midi, "a.mid"}, {Kind::Song, "take 10.clave"}, {Kind::Song, "Take 2.clave"},
            {Kind::Folder, "zoo"}, {Kind::Other, "notes.txt"}, {Kind::Folder, ".git"}});
    CHECK(sorted
        == std::vector<FileEntry> {{Kind::Folder, "zoo"}, {Kind::Song, "Take 2.clave"},
            {Kind::Song, "take 10.clave"}, {Kind::Midi, "a.mid"}});
    CHECK(kindOf("X.CLAVE") == Kind::Song);
    CHECK(kindOf("x.MID") == Kind::Midi);
    CHECK(kindOf("x.clave~") == Kind::Other);
}

TEST_CASE("the order of files is the same whichever way they came")
{
    using Kind = FileEntry::Kind;
    constexpr std::uint64_t kSeed = 8;
    Dice dice(kSeed);
    CAPTURE(kSeed);
    for (int i = 0; i < 200; ++i) {
        std::vector<FileEntry> entries;
        for (int n = 0; n < 12; ++n) {
            std::string name;
            for (int c = 0; c < 4; ++c)
                name += "ab017 "[dice.below(6)];
            entries.push_back({Kind::Song, "x" + name});
        }
        auto turned = entries;
        std::ranges::reverse(turned);
        CHECK(sortedForOpening(entries) == sortedForOpening(turned));
    }
}

TEST_CASE("a song is saved where it is said, with the ending of songs")
{
    ::setenv("HOME", "/home/me", 1);
    CHECK(savePath("night bus", "/music").value() == "/music/night bus.clave");
    CHECK(savePath(" sub/../night.clave ", "/music").value() == "/music/night.clave");
    CHECK(savePath("~/x", "/music").value() == "/home/me/x.clave");
    CHECK(savePath("/tmp/a.b", "/music").value() == "/tmp/a.b.clave");
    CHECK_FALSE(savePath("  ", "/music"));
    CHECK_FALSE(savePath("sub/", "/music"));
    CHECK_FALSE(savePath("x.mid", "/music"));
    CHECK_FALSE(savePath(".clave", "/music"));
}

TEST_CASE("a folder that is not there says so")
{
    const FileList list = readFolder("/nowhere/at all");
    CHECK(list.entries.empty());
    CHECK(list.trouble.starts_with("/nowhere/at all cannot be read: "));
}

TEST_CASE("the monitor shows what is wanted, in words and in bytes")
{
    MonitorState state;
    const MonitorLine note {
        TimePoint {1500ms}, true, "Synth", Message::noteOn(Channel::from1to16(10), 60, 100)};
    const MonitorLine clock {TimePoint {1600ms}, false, "Keys", Message::clock()};
    CHECK(wantedLines(state, std::vector {note, clock}).size() == 1);
    state.clock = true;
    CHECK(wantedLines(state, std::vector {note, clock}).size() == 2);
    state.out = false;
    CHECK(wantedLines(state, std::vector {note, clock}).front().port == "Keys");
    CHECK(inWordsAndHex(note.message) == "ch 10  note-on C3 100  (99 3c 64)");
    CHECK(inWordsAndHex(clock.message) == "clock  (f8)");
    CHECK(timeInWords(note.time) == "1.5000");
    CHECK(sinceInWords(clock.time, note.time) == "+0.1000");
    CHECK(sinceInWords(note.time, std::nullopt).empty());
}

TEST_CASE("lateness is told as half, 99 of 100 and the worst")
{
    LatenessCounts counts;
    CHECK(latenessInWords(counts) == "nothing counted yet");
    for (int i = 0; i < 99; ++i)
        counts.add(10us);
    counts.add(20ms);
    CHECK(latenessInWords(counts).starts_with(
        "half under 0.016 ms, 99 of 100 under 0.016 ms, worst 20 ms (100"));
}

TEST_CASE("a scene's cell goes through the patterns there are, keep and stop")
{
    Song song = songOf({row("x...")});
    addPattern(song, 0, row("xx.."));
    const Track& track = *song.tracks[0];
    CHECK(nextSlot(track, Scene::kStop) == 0);
    CHECK(nextSlot(track, 0) == 1);
    CHECK(nextSlot(track, 1) == Scene::kKeep);
    CHECK(nextSlot(track, Scene::kKeep) == Scene::kStop);
    CHECK(withSlot(Scene {}, 2, 1).slots == std::vector<std::int16_t> {Scene::kStop, Scene::kStop, 1});
}

TEST_CASE("what plays becomes a scene; a track that plays nothing stops in it")
{
    const Song song = songOf({row("x..."), row("x...")});
    ClockStatus status;
    status.playing = true;
    status.trackCount = 2;
    status.tracks[0].slot = 0;
    CHECK(sceneOfWhatPlays(song, status).slots == std::vector<std::int16_t> {0, Scene::kStop});
    status.playing = false;
    CHECK(sceneOfWhatPlays(song, status).slots == song.scenes[0].slots);
}

TEST_CASE("an arrangement's length counts repeats, metres and the tempo that scenes bring")
{
    Song song = songOf({row("x... .... .... ....")});
    addScene(song, {0});
    song.scenes[1].tempo = Tempo::clampedBpm(60.0);
    song.scenes[1].bars = 2;
    addScene(song, {0});
    song.scenes[2].metre = Metre {3, 4};
    song.scenes[2].bars = 1;
    song.arrangement = {{0, 4}, {1, 1}, {2, 2}};
    const auto lengths = entryLengths(song);
    CHECK(lengths[0].bars == 4);
    CHECK(lengths[0].seconds == doctest::Approx(8.0));
    CHECK(lengths[1].bars == 2);
    CHECK(lengths[1].seconds == doctest::Approx(8.0));
    CHECK(lengths[2].bars == 2);
    CHECK(lengths[2].seconds == doctest::Approx(6.0));  // 60 bpm holds on
    CHECK(lengthInTime(125.0) == "2:05");
    CHECK(lengthInTime(3725.0) == "1:02:05");
}

TEST_CASE("the main output's setup is the port without a name, and comes into being when it is needed")
{
    Song song;
    song.ports = {{.name = "bass", .match = "Mini"}};
    PortSetup setup = setupOf(song, 0);
    CHECK(setup == PortSetup {});
    setup.offsetMs = 5.0;
    song.ports = withSetup(song, 0, setup);
    REQUIRE(song.ports.size() == 2);
    CHECK(setupOf(song, 0).offsetMs == 5.0);
    CHECK(setupOf(song, 1).name == "bass");
    setup.offsetMs = 6.0;
    CHECK(withSetup(song, 0, setup).size() == 2);
    CHECK(freePortName(song) == "Port 3");
}

TEST_SUITE_END();
