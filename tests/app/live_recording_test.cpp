#include "app/ports/jack/jack_client.hpp"
#include "app/ports/jack/jack_input.hpp"
#include "app/ports/jack/jack_output.hpp"
#include "app/ports/port_list.hpp"
#include "core/engine/engine.hpp"
#include "core/time/reference_time.hpp"

#include "tests/app/ports/jack_server.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

constexpr Nanoseconds kStep = 125ms;  ///< a sixteenth at 120 bpm
constexpr Nanoseconds kLoop = 16 * kStep;

double ms(Nanoseconds time)
{
    return std::chrono::duration<double, std::milli> {time}.count();
}

/// A port of ours on JACK that plays, and what hears it there, to the frame.
struct Cable {
    Cable()
    {
        const auto before = listPorts(clave::MidiApi::Jack).inputs;
        auto opened = JackOutput::open({});
        REQUIRE(opened.has_value());
        output = std::move(*opened);
        for (const auto& port : listPorts(clave::MidiApi::Jack).inputs) {
            if (std::ranges::find(before, port) == before.end()) {
                auto heard = JackInput::open(port.name);
                REQUIRE(heard.has_value());
                input = std::move(*heard);
            }
        }
        REQUIRE(input != nullptr);
    }
    std::unique_ptr<MidiOutput> output;
    std::unique_ptr<MidiInput> input;
};

struct Played {
    Nanoseconds at {0};  ///< from the first step
    Nanoseconds length {0};
    std::size_t step = 0;  ///< where it belongs
    int pitch = 60;
};

struct Heard {
    std::vector<Nanoseconds> ons;
    std::vector<Nanoseconds> offs;
};

/// What was recorded, and what was heard, when hands played over JACK into an empty pattern.
class Take {
public:
    Take(double swing, std::uint8_t strength, const std::vector<Played>& notes)
    {
        Pattern pattern;
        Song song = songOf({pattern, row("x...x...x...x...", 36)});
        song.swing.percent = swing;
        song.metronome.countInBars = 1;  // so that something can be played before the first step
        std::vector<std::unique_ptr<MidiOutput>> outputs;
        outputs.push_back(std::move(synth_.output));
        engine_ = std::make_unique<Engine>(std::move(song), std::move(outputs), referenceTime(), nullptr);
        sender_ = engine_->makeSender("test");
        std::vector<std::unique_ptr<MidiInput>> inputs;
        inputs.push_back(std::move(keyboard_.input));
        engine_->setInputs(std::move(inputs));
        sender_->trySend(SetRecording {{true, Recording::Mode::Overdub, strength, 0.0}});
        sender_->trySend(Play {});
        waitFor([&] { return engine_->status().playing; });
        begin_ = engine_->status().line.timeAt(Position {});
        play(notes);
    }
    Take(const Take&) = delete;
    Take& operator=(const Take&) = delete;
    Take(Take&&) = delete;
    Take& operator=(Take&&) = delete;
    ~Take() = default;

    void runTo(Nanoseconds end)
    {
        waitFor([&] {
            ReceivedMessage message;
            while (synth_.input->tryPop(message)) {
                Heard& heard = heard_[message.message.note()];
                if (message.message.isNoteOn())
                    heard.ons.push_back(message.time - begin_);
                else if (message.message.isNoteOff())
                    heard.offs.push_back(message.time - begin_);
            }
            return referenceTime().now() >= begin_ + end;
        });
    }
    [[nodiscard]] const Heard& heard(int pitch) { return heard_[static_cast<std::size_t>(pitch)]; }
    [[nodiscard]] std::string grid()
    {
        std::string text;
        for (const Step& step : engine_->song()->tracks[0]->slots[0]->steps)
            text += !step.on ? '.' : static_cast<char>('0' + step.notes.size());
        return text;
    }
    void undo()
    {
        const auto before = engine_->song();
        sender_->trySend(Undo {});
        waitFor([&] { return engine_->song() != before; });
    }
    Engine& engine() { return *engine_; }

private:
    template <typename Condition>
    void waitFor(Condition isTrue)
    {
        const TimePoint end = referenceTime().now() + 20s;
        while (!isTrue() && referenceTime().now() < end)
            referenceTime().sleepUntil(referenceTime().now() + 2ms);
    }
    void play(const std::vector<Played>& notes)
    {
        VoiceId voice = 0;
        for (const Played& note : notes) {
            TimedMessage timed;
            timed.voice = ++voice;
            timed.due = begin_ + note.at;
            timed.message = Message::noteOn({}, note.pitch, 90);
            REQUIRE(keyboard_.output->tryPost(timed));
            timed.due += note.length;
            timed.message = Message::noteOff({}, note.pitch);
            REQUIRE(keyboard_.output->tryPost(timed));
        }
        keyboard_.output->flush();
    }

    Cable synth_;
    Cable keyboard_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<CommandSender> sender_;
    TimePoint begin_ {};
    std::array<Heard, 128> heard_;
};

Nanoseconds swungAt(std::size_t step, double percent)
{
    const double pair = 250.0 * static_cast<double>(step / 2);
    return Nanoseconds {std::llround((pair + (step % 2 != 0 ? 2.5 * percent : 0.0)) * 1e6)};
}

/// Some steps of a loop, up to 20 ms early or late, the last for the first step of the next pass.
std::vector<Played> handsOn(double percent)
{
    Dice dice(3);
    std::vector<Played> notes;
    for (const std::size_t step : {0U, 3U, 4U, 7U, 9U, 10U, 13U}) {
        const Nanoseconds off = dice.as<std::int64_t>({-20'000, 20'000}) * 1us;
        const Nanoseconds length = dice.as<std::int64_t>({30'000, 100'000}) * 1us;
        notes.push_back({swungAt(step, percent) + off, length, step, 60 + static_cast<int>(step)});
    }
    notes.push_back({kLoop - 17ms, 80ms, 0, 90});
    return notes;
}

}  // namespace

TEST_SUITE("app/live_recording")
{
    TEST_CASE(
        "played over JACK 20 ms early or late: nearest steps, thru at once, lengths kept, nothing doubled, "
        "undo by passes")
    {
        const JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        const auto client = JackClient::open();
        REQUIRE(client != nullptr);
        struct Case {
            double swing;
            std::uint8_t strength;
        };
        for (const Case& what : {Case {50.0, 100}, Case {62.0, 100}, Case {62.0, 0}}) {
            CAPTURE(what.swing);
            CAPTURE(static_cast<int>(what.strength));
            const auto notes = handsOn(what.swing);
            std::unique_ptr<Take> played;
            for (int tries = 3; played == nullptr; --tries) {
                if (tries == 0)
                    return test::skip("the machine is too busy for JACK: periods were missed");
                const auto xruns = client->xruns();
                played = std::make_unique<Take>(what.swing, what.strength, notes);
                played->runTo(2 * kLoop + 300ms);
                if (client->xruns() != xruns)
                    played.reset();
            }
            Take& take = *played;
            CHECK(take.grid() == "2..11..1.11..1..");
            for (const Played& note : notes) {
                CAPTURE(note.pitch);
                const Heard& heard = take.heard(note.pitch);
                const bool isOfNextPass = note.pitch == 90;
                // By hand, and in the second pass; the third has its first step begun.
                REQUIRE(heard.ons.size() == (note.step == 0 && !isOfNextPass ? 3U : 2U));
                REQUIRE(heard.offs.size() >= 2);
                CHECK(ms(heard.ons[0] - note.at) > 0.0);
                CHECK(ms(heard.ons[0] - note.at) < 40.0);
                const Nanoseconds pass = isOfNextPass ? 2 * kLoop : kLoop;
                const Nanoseconds expected =
                    what.strength == 0 ? note.at + kLoop : pass + swungAt(note.step, what.swing);
                if (note.step != 0 || what.strength != 0) {  // two notes share the first step's nudge
                    CHECK(std::abs(ms(heard.ons[1] - expected)) < 1.0);
                    CHECK(std::abs(ms(heard.offs[1] - heard.ons[1] - note.length)) < 1.0);
                }
            }
            take.undo();
            CHECK(take.grid() == "1..11..1.11..1..");  // the last one belongs to the second pass
            take.undo();
            CHECK(take.grid() == "................");
            CHECK(take.engine().takeRefusals().empty());
            CHECK(take.engine().keysHeld().none());
            CHECK(take.engine().outputReports()[0].late == 0);
            CHECK(take.engine().recentInput().size() == 2 * notes.size());
            REQUIRE(take.engine().inputReports().size() == 1);
            CHECK(take.engine().inputReports()[0].report.open);
        }
    }
}
