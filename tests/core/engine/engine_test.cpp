#include "core/engine/engine.hpp"

#include "core/ports/recording_output.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

/// A port with an output thread of its own that outlives the output: what was put out can be looked at
/// afterwards.
struct Tape {
    std::vector<RecordedMessage> recorded;
};

class TapeOutput final : public MidiOutput {
public:
    explicit TapeOutput(std::shared_ptr<Tape> tape) : tape_(std::move(tape)), thread_([this] { run(); }) {}
    ~TapeOutput() override
    {
        stop_ = true;
        thread_.join();
        stage_.endEverything(
            clock_.now(), [this](const Message& message, TimePoint at) { return put(message, at); });
    }
    TapeOutput(const TapeOutput&) = delete;
    TapeOutput& operator=(const TapeOutput&) = delete;
    TapeOutput(TapeOutput&&) = delete;
    TapeOutput& operator=(TapeOutput&&) = delete;

    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override
    {
        return stage_.tryPost(message);
    }
    void flush() noexcept override {}
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return Nanoseconds {0}; }
    [[nodiscard]] OutputReport report() const override { return stage_.report(); }

private:
    bool put(const Message& message, TimePoint at)
    {
        tape_->recorded.push_back({at, message});
        return true;
    }
    void run()
    {
        while (!stop_) {
            clock_.sleepUntil(clock_.now() + 300us);
            stage_.run(
                clock_.now(), [this](const Message& message, TimePoint at) { return put(message, at); });
        }
    }

    std::shared_ptr<Tape> tape_;
    std::string name_ = "tape";
    SteadyClock clock_;
    OutputStage stage_;
    std::atomic<bool> stop_ {false};
    std::thread thread_;
};

}  // namespace

TEST_SUITE("core/engine/engine")
{
    TEST_CASE("commands from two threads race with playing, and every note still ends")
    {
        const SteadyClock clock;
        std::vector<std::shared_ptr<Tape>> tapes;
        std::vector<std::unique_ptr<MidiOutput>> outputs;
        for (int port = 0; port < 3; ++port) {
            tapes.push_back(std::make_shared<Tape>());
            outputs.push_back(std::make_unique<TapeOutput>(tapes.back()));
        }
        Song song = randomSong(11);
        song.tempo = Tempo::clampedBpm(200);
        std::size_t sent = 0;
        {
            Engine engine(song, std::move(outputs), clock, nullptr);
            std::atomic<bool> done {false};
            std::atomic<std::size_t> count {0};
            auto pad = [&](std::uint64_t seed, std::string name) {
                Dice dice(seed);
                const auto sender = engine.makeSender(std::move(name));
                (void)sender->trySend(Play {});
                while (!done) {
                    const SongPtr now = engine.song();
                    const bool edits = dice.chance(60);
                    if (sender->trySend(edits ? randomEdit(dice, *now, dice.below(kEditKinds - 1))
                                              : randomPerformance(dice, *now)))
                        ++count;
                    if (dice.chance(5))
                        (void)sender->trySend(Play {});
                    (void)engine.status();
                    clock.sleepUntil(clock.now() + 2ms);
                }
            };
            std::thread one(pad, 1, "pads");
            std::thread two(pad, 2, "window");
            clock.sleepUntil(clock.now() + 2s);
            done = true;
            one.join();
            two.join();
            sent = count;
        }
        CHECK(sent > 100);
        std::size_t messages = 0;
        for (const auto& tape : tapes) {
            CHECK(findUnpairedNote(tape->recorded).value_or("") == "");
            messages += tape->recorded.size();
        }
        CHECK(messages > 0);
    }

    TEST_CASE("a new destination takes over while playing, and the old one ends its notes")
    {
        const SteadyClock clock;
        const auto before = std::make_shared<Tape>();
        const auto after = std::make_shared<Tape>();
        std::vector<std::unique_ptr<MidiOutput>> outputs;
        outputs.push_back(std::make_unique<TapeOutput>(before));
        Song song = songOf({row("tttt tttt tttt tttx")});
        song.tempo = Tempo::clampedBpm(400);
        {
            Engine engine(song, std::move(outputs), clock, nullptr);
            const auto sender = engine.makeSender("test");
            REQUIRE(sender->trySend(Play {}));
            clock.sleepUntil(clock.now() + 100ms);
            engine.replaceOutput(0, std::make_unique<TapeOutput>(after));
            clock.sleepUntil(clock.now() + 1500ms);
        }
        CHECK_FALSE(before->recorded.empty());
        CHECK_FALSE(after->recorded.empty());
        CHECK(findUnpairedNote(before->recorded).value_or("") == "");
        CHECK(findUnpairedNote(after->recorded).value_or("") == "");
    }
}
