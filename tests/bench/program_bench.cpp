#include "tests/bench/benchmarks.hpp"
#include "tests/bench/busy_songs.hpp"
#include "tests/bench/osc_flood.hpp"
#include "tests/bench/program_run.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace clave::bench {
namespace {

#ifdef CLAVE_PROGRAM
constexpr const char* kProgram = CLAVE_PROGRAM;
#else
constexpr const char* kProgram = "clave";
#endif
constexpr int kStarts = 20;

using Words = std::vector<std::string>;

/// A song file that is gone afterwards.
class SongFile {
public:
    explicit SongFile(const std::string& text)
        : path_(
              std::filesystem::temp_directory_path() / ("clave-bench-" + std::to_string(getpid()) + ".clave"))
    {
        std::ofstream {path_} << text;
    }
    SongFile(const SongFile&) = delete;
    SongFile& operator=(const SongFile&) = delete;
    SongFile(SongFile&&) = delete;
    SongFile& operator=(SongFile&&) = delete;
    ~SongFile()
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    [[nodiscard]] std::string path() const { return path_; }

private:
    std::filesystem::path path_;
};

Words clave(Words words)
{
    words.insert(words.begin(), kProgram);
    return words;
}

std::string milliseconds(double seconds)
{
    return figure(seconds * 1000.0);
}

void startUp(const std::string& song)
{
    Table table {"Start-up (ms; " + std::to_string(kStarts) + " starts)", {"", "median", "worst"}};
    const auto addRow = [&table](const std::string& name, const Samples& samples) {
        table.add({name, milliseconds(samples.median()), milliseconds(samples.worst())});
    };
    Samples help;
    Samples check;
    Samples playing;
    Samples firstBar;
    for (int i = 0; i < kStarts; ++i) {
        help.add(runProgram(clave({"--help"})).seconds);
        check.add(runProgram(clave({"check", song})).seconds);
        const auto play = runProgram(clave({"play", song, "--out", "none", "--tempo", "999", "--bars", "1"}));
        for (const auto& line : play.lines) {
            if (line.text.starts_with("playing"))
                playing.add(line.seconds);
            if (line.text.starts_with("bar 1 "))
                firstBar.add(line.seconds);
        }
    }
    addRow("clave --help, to its end", help);
    addRow("clave check, to its end", check);
    addRow("clave play, until it says what it plays on", playing);
    addRow("clave play, until it says bar 1", firstBar);
    table.note(
        "The first note is 5 ms after the clock thread hears of Play; the line for its bar comes later.");
    table.print();
}

void addPlaying(Table& table, const std::string& name, const Words& words)
{
    const auto run = runProgram(clave(words));
    if (run.status != 0) {
        table.add({name, "not here"});
        return;
    }
    table.add({name, fmt::format("{:.1f}", run.seconds),
        fmt::format("{:.1f}", static_cast<double>(run.peakKib) / 1024.0),
        fmt::format("{:.2f}", 100.0 * run.cpuSeconds / run.seconds)});
}

void playing(const std::string& song)
{
    Table table {"Playing", {"", "seconds", "memory MiB", "% of a core"}};
    addPlaying(
        table, "16 tracks, 256 notes a second, silent", {"play", song, "--out", "none", "--bars", "10"});
    {
        constexpr std::uint16_t kPort = 39670;
        const OscFlood flood {kPort, 20'000};
        addPlaying(table, "the same, with 20,000 OSC messages a second",
            {"play", song, "--out", "none", "--bars", "10", "--osc", std::to_string(kPort)});
    }
    const std::string demo = CLAVE_SOURCE_DIR "/assets/demo/night_bus.clave";
    addPlaying(table, "night_bus, silent", {"play", demo, "--out", "none", "--bars", "4"});
    addPlaying(table, "night_bus, built-in synth", {"play", demo, "--out", "synth", "--bars", "4"});
    table.note(
        "Memory: the most that was resident. Start-up is part of the processor time. The synth needs audio.");
    table.print();
}

}  // namespace

void program()
{
    if (runProgram({kProgram, "--version"}).status != 0) {
        fmt::print(
            "\nThe program {} cannot be run here; start-up, memory and processor time were not measured.\n",
            kProgram);
        return;
    }
    const SongFile song {busySongText(16, 240)};
    startUp(song.path());
    playing(song.path());
}

}  // namespace clave::bench
