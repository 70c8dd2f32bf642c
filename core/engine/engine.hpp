#pragma once

#include "core/engine/command_sender.hpp"
#include "core/engine/key_sender.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/engine/session.hpp"
#include "core/engine/status.hpp"
#include "core/ports/midi_output.hpp"
#include "core/rt/realtime_thread.hpp"
#include "core/sync/sync_source.hpp"
#include "core/time/clock.hpp"

#include <bitset>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// The whole instrument without a face: session thread, clock thread and outputs, put together.
///
/// Everyone who wants to change something makes a CommandSender; everyone who wants to see something reads
/// status() and a snapshot. Nothing here waits for a face.
class Engine {
public:
    /// \param outputs output 0 is the main one, 1 + n that of the song's n-th port; null entries are silent.
    /// \param broker asked for real-time priority when the system refuses it; may be null.
    Engine(Song song, std::vector<std::unique_ptr<MidiOutput>> outputs, const Clock& clock,
        RealtimeBroker* broker);
    /// Stops, ends every note and closes the outputs.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    Engine(Engine&&) = delete;
    Engine& operator=(Engine&&) = delete;

    /// A way in of its own for each thread that sends commands. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::unique_ptr<CommandSender> makeSender(std::string source);

    /// A way in of its own for each thread whose keys are played on: sound, step-by-step entry and recording
    /// as with a MIDI keyboard. \param source as in makeSender(). Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::unique_ptr<KeySender> makeKeySender(std::string source);

    /// The two ways between the clock thread and the one thread that runs scripts.
    [[nodiscard]] ScriptQueues& scripts() noexcept;

    /// What is played on from now on; what the ones before still hold is let go. Thread-safe: yes.
    /// Realtime-safe: no.
    void setInputs(std::vector<std::unique_ptr<MidiInput>> inputs);
    /// In the order of setInputs(). Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::vector<InputState> inputReports() const;
    /// The last 256 messages that came in, oldest first, but for clock. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::vector<HeardMessage> recentInput() const;
    /// Keys that are held, by anyone, one bit a pitch. Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] std::bitset<128> keysHeld() const noexcept;

    /// Thread-safe: yes. Realtime-safe: yes.
    [[nodiscard]] ClockStatus status() const noexcept;

    /// For Published<Snapshot>::Reader. Thread-safe: yes.
    [[nodiscard]] Published<Snapshot>& snapshots() noexcept;

    /// The newest snapshot's song, kept alive by the caller. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] SongPtr song();

    /// One report an output, null outputs included. Thread-safe: yes.
    [[nodiscard]] std::vector<OutputReport> outputReports() const;

    /// The last messages that left output `port`, oldest first. Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] std::vector<SentMessage> recentOutput(std::size_t port) const;

    /// Gives output `port` another destination while playing; the old one's notes are ended. Thread-safe:
    /// yes.
    void replaceOutput(std::size_t port, std::unique_ptr<MidiOutput> output);

    /// Gives the song's time to a source, or with null back to the internal clock, while playing.
    /// Thread-safe: yes.
    void replaceSync(std::unique_ptr<SyncSource> source);

    /// Whether the clock thread got real-time priority, and the sentence if not.
    [[nodiscard]] const RealtimeResult& realtime() const noexcept;

    /// Refusals since the last call ("step 17 is outside ..."), oldest first. Thread-safe: yes.
    /// Realtime-safe: no.
    [[nodiscard]] std::vector<std::string> takeRefusals();

    /// The song with this address is what the document's file holds. Thread-safe: yes. Realtime-safe: no.
    void markSaved(SongPtr saved, DocumentId document = 0);

    /// Undo and redo labels, and whether the song has unsaved changes.
    struct Edits {
        std::string undo;
        std::string redo;
        bool modified = false;
    };
    /// Thread-safe: yes. Realtime-safe: no.
    [[nodiscard]] Edits edits() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace clave
