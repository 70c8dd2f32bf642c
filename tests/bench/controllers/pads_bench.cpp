// How long it takes from a pad's bytes to the published song and to the pad's own light, with Clave's real
// threads but without a cable: clave_pads_bench [PRESSES]
#include "app/surfaces/controller_files.hpp"
#include "app/surfaces/surface_loop.hpp"
#include "core/engine/engine.hpp"
#include "core/rt/queue.hpp"
#include "core/time/reference_time.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/bench/samples.hpp"
#include "tests/bench/table.hpp"
#include "tests/support/builders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

using namespace clave;
using namespace clave::bench;
using namespace std::chrono_literals;

namespace {

constexpr std::uint8_t kFirstPad = 81;  ///< of a Launchpad X: upper left

/// A Launchpad X at the end of a cable that takes no time.
class NearPad final : public BytePort {
public:
    explicit NearPad(std::shared_ptr<Bell> bell) : bell_(std::move(bell)) {}

    void press(std::uint8_t note, std::uint8_t velocity)
    {
        litAt_ = 0;
        const std::array<std::uint8_t, 3> bytes {0x90, note, velocity};
        note_ = note;
        (void)cutInChunks(bytes, referenceTime().now(),
            [this](const ByteChunk& chunk) noexcept { return queue_.tryPush(chunk); });
        bell_->ring();
    }
    /// When its light was sent last, on the monotonic clock, nanoseconds; 0: not since the last press.
    [[nodiscard]] std::int64_t litAt() const noexcept { return litAt_.load(std::memory_order_acquire); }

    [[nodiscard]] bool tryPop(ByteChunk& chunk) noexcept override { return queue_.tryPop(chunk); }
    bool send(std::span<const std::uint8_t> message) override
    {
        // Alone, or among others in one SysEx.
        if (litAt_ == 0 && std::ranges::find(message, note_.load()) != message.end())
            litAt_.store(SteadyClock {}.now().time_since_epoch().count(), std::memory_order_release);
        return true;
    }
    [[nodiscard]] std::uint32_t presence() const noexcept override { return 1; }
    [[nodiscard]] ByteReport report() const override { return {}; }

private:
    std::shared_ptr<Bell> bell_;
    Queue<ByteChunk> queue_ {64};
    std::atomic<std::uint8_t> note_ {0};
    std::atomic<std::int64_t> litAt_ {0};
};

void measure(int presses)
{
    Engine engine {test::songOf({test::row(std::string(32, '.'))}), {}, referenceTime(), nullptr};
    ControllerFiles files {controllerFolders()};
    const auto bell = std::make_shared<Bell>();
    SurfaceLoop loop {engine, referenceTime(), bell, {}, {}, {}, {}};
    auto owned = std::make_unique<NearPad>(bell);
    NearPad& pad = *owned;
    const auto profile = files.profiles().byId("launchpad_x");
    if (profile == nullptr) {
        fmt::print("The device file of a Launchpad X is not there; nothing was measured.\n");
        return;
    }
    loop.add({1, "Launchpad X", profile, files.mapFor(*profile, {}), {}, std::move(owned), true});
    const SteadyClock clock;
    clock.sleepUntil(clock.now() + 1s);  // taken, settled and painted

    Published<Snapshot>::Reader reader {engine.snapshots()};
    Samples toSong;
    Samples toLight;
    for (int i = 0; i < presses; ++i) {
        // Another pad each time: every press switches a step.
        const auto note = static_cast<std::uint8_t>(kFirstPad + i % 8 - 10 * (i / 8 % 4));
        const auto before = reader.latest()->song;
        const auto began = clock.now();
        pad.press(note, 100);
        const auto since = [&] {
            return std::chrono::duration<double, std::milli>(clock.now() - began).count();
        };
        // Who spins holds a core that the threads measured may need.
        while (reader.latest()->song == before && since() < 100.0)
            clock.sleepUntil(clock.now() + 20us);
        toSong.add(since());
        while (pad.litAt() == 0 && since() < 100.0)
            clock.sleepUntil(clock.now() + 20us);
        toLight.add(pad.litAt() == 0
                ? 100.0
                : static_cast<double>(pad.litAt() - began.time_since_epoch().count()) / 1e6);
        pad.press(note, 0);
        clock.sleepUntil(clock.now() + Nanoseconds {3'100'000 + i * 7'919 % 10'000'000});
        if (i % 32 == 31) {  // the pads are all on: off again, unmeasured
            for (int step = 0; step < 32; ++step) {
                const auto off = static_cast<std::uint8_t>(kFirstPad + step % 8 - 10 * (step / 8));
                pad.press(off, 100);
                pad.press(off, 0);
            }
            clock.sleepUntil(clock.now() + 50ms);
        }
    }
    Table table {fmt::format("From a pad's bytes (ms; {} presses)", presses), {"", "p50", "p99", "worst"}};
    const auto add = [&table](const char* name, const Samples& samples) {
        table.add({name, figure(samples.median()), figure(samples.quantile(0.99)), figure(samples.worst())});
    };
    add("to the published song", toSong);
    add("to its own light, leaving", toLight);
    table.print();
}

}  // namespace

int main(int count, char** words)
{
    int presses = 1024;
    if (count > 1) {
        const std::string_view word {words[1]};
        std::from_chars(word.data(), word.data() + word.size(), presses);
    }
    measure(presses);
    return 0;
}
