#pragma once

#include "core/midi/message.hpp"
#include "core/ports/midi_output.hpp"
#include "core/ports/output_stage.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clave {

/// One message and when it left.
struct RecordedMessage {
    TimePoint time {};
    Message message;

    friend bool operator==(const RecordedMessage&, const RecordedMessage&) = default;
};

/// An output that writes down what a port would have sent, for tests and rendering. It goes through the same
/// stage and ledger as every other output; its time is given to it.
///
/// Thread-safe: no; post and run from one thread. Realtime-safe: no.
class RecordingOutput final : public MidiOutput {
public:
    explicit RecordingOutput(std::string name = "recorder") : name_(std::move(name)) {}

    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] bool tryPost(const TimedMessage& message) noexcept override;
    void flush() noexcept override { stage_.takeIn(); }
    [[nodiscard]] Nanoseconds commitsAhead() const noexcept override { return period_; }
    [[nodiscard]] OutputReport report() const override;
    [[nodiscard]] std::vector<SentMessage> recent() const override { return stage_.recent(); }

    /// Writes down everything due by `now`, at its due time.
    void runUntil(TimePoint now);
    /// From now on like a sound card's port: filled a period at a time, at the beginning of each.
    void setPeriod(Nanoseconds period) noexcept { period_ = period; }
    /// What closing the port at `now` does: ends everything that sounds.
    void close(TimePoint now);

    [[nodiscard]] const std::vector<RecordedMessage>& recorded() const noexcept { return recorded_; }
    /// Takes what was recorded so far and begins anew.
    [[nodiscard]] std::vector<RecordedMessage> take();

    /// One line a message: "1500.000 ms  ch 1  note-on C3 100", "1500.000 ms  clock".
    [[nodiscard]] std::string asMusic() const;

private:
    std::string name_;
    Nanoseconds period_ {0};
    TimePoint filledTo_ {};  ///< with a period: the beginning of the next
    OutputStage stage_;
    std::vector<RecordedMessage> recorded_;
};

/// What is wrong with the notes of a recording: a note-on for a key that sounds, a note-off for one that does
/// not, or a note that never ends, as one sentence with its time. Nothing when each note-on has exactly one
/// note-off.
[[nodiscard]] std::optional<std::string> findUnpairedNote(const std::vector<RecordedMessage>& recorded);

}  // namespace clave
