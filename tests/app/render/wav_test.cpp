#include "app/render/wav.hpp"

#include <doctest/doctest.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace clave;

namespace {

using namespace std::chrono_literals;

/// A folder of its own for a test's files, gone with the test.
struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("clave-wav-test-" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

std::vector<WavEvent> chord(int velocity)
{
    std::vector<WavEvent> events;
    for (const int note : {48, 60, 64, 67})
        events.push_back({100ms, Message::noteOn(Channel {}, note, velocity)});
    for (const int note : {48, 60, 64, 67})
        events.push_back({600ms, Message::noteOff(Channel {}, note)});
    return events;
}

struct Wav {
    SF_INFO info {};
    std::vector<float> samples;
};

Wav readWav(const std::string& path)
{
    Wav wav;
    SNDFILE* const file = sf_open(path.c_str(), SFM_READ, &wav.info);
    REQUIRE(file != nullptr);
    wav.samples.resize(static_cast<std::size_t>(wav.info.frames * wav.info.channels));
    sf_readf_float(file, wav.samples.data(), wav.info.frames);
    sf_close(file);
    return wav;
}

float peakOf(const Wav& wav, double fromSeconds, double toSeconds)
{
    const auto index = [&wav](double seconds) {
        const auto at = static_cast<std::size_t>(seconds * wav.info.samplerate) * 2;
        return static_cast<std::ptrdiff_t>(std::min(at, wav.samples.size()));
    };
    float peak = 0;
    for (auto it = wav.samples.begin() + index(fromSeconds); it != wav.samples.begin() + index(toSeconds);
        ++it)
        peak = std::max(peak, std::abs(*it));
    return peak;
}

std::string bytesOf(const std::filesystem::path& path)
{
    std::ifstream file {path, std::ios::binary};
    return {std::istreambuf_iterator<char> {file}, {}};
}

}  // namespace

TEST_SUITE("app/render/wav")
{
    TEST_CASE("a chord is heard when it is played, at -3 dB whatever its velocity, and the same every time")
    {
        const Folder folder;
        const auto loud = (folder.path / "loud.wav").string();
        const auto again = (folder.path / "again.wav").string();
        const auto soft = (folder.path / "soft.wav").string();
        REQUIRE(renderWav(chord(120), 1s, 1s, loud).has_value());
        REQUIRE(renderWav(chord(120), 1s, 1s, again).has_value());
        REQUIRE(renderWav(chord(20), 1s, 1s, soft).has_value());

        CHECK(bytesOf(loud) == bytesOf(again));
        CHECK(bytesOf(loud) != bytesOf(soft));
        for (const auto& path : {loud, soft}) {
            const Wav wav = readWav(path);
            CHECK(wav.info.samplerate == 48'000);
            CHECK(wav.info.channels == 2);
            CHECK(wav.info.frames == 96'000);
            CHECK(20.0 * std::log10(double {peakOf(wav, 0.0, 2.0)}) == doctest::Approx(-3.0).epsilon(0.01));
            CHECK(peakOf(wav, 0.0, 0.1) < 0.001F);
            CHECK(peakOf(wav, 0.1, 0.3) > 0.1F);
            CHECK(peakOf(wav, 1.8, 2.0) < peakOf(wav, 0.1, 0.6) / 4);
        }
    }

    TEST_CASE("silence stays silence")
    {
        const Folder folder;
        const auto path = (folder.path / "silence.wav").string();
        REQUIRE(renderWav({}, 200ms, 0ms, path).has_value());
        CHECK(peakOf(readWav(path), 0.0, 0.2) < 0.001F);
    }

    TEST_CASE("a file that cannot be written is one sentence with its path")
    {
        const auto failed = renderWav(chord(100), 10ms, 0ms, "/no/such/folder/x.wav");
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error().message.find("/no/such/folder/x.wav cannot be written") == 0);
    }
}
