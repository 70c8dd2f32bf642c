#pragma once

#include "core/engine/command.hpp"
#include "core/io/song_reading.hpp"
#include "core/io/song_writing.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

// The values of commands in JSON: those of the song as in the song file, and those that only commands have.
// What cannot be read is a fault of the reading and keeps its default. Thread-safe: yes. Realtime-safe: no.

inline constexpr std::array<Word<LiveMute>, 3> kLiveMuteWords {
    {{LiveMute::AsSaved, "as saved"}, {LiveMute::Muted, "muted"}, {LiveMute::Sounding, "sounding"}}};
inline constexpr std::array<Word<EntryOptions::AtEnd>, 3> kAtEndWords {{{EntryOptions::AtEnd::Wrap, "wrap"},
    {EntryOptions::AtEnd::Stop, "stop"}, {EntryOptions::AtEnd::Grow, "grow"}}};
inline constexpr std::array<Word<Recording::Mode>, 2> kRecordingWords {
    {{Recording::Mode::Overdub, "overdub"}, {Recording::Mode::Replace, "replace"}}};

void readValue(Reading& reading, const JsonNode& node, Step& value);
void readValue(Reading& reading, const JsonNode& node, Note& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<Note>& value);
void readValue(Reading& reading, const JsonNode& node, StepTarget& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<LaneValue>& value);
void readValue(Reading& reading, const JsonNode& node, PatternPtr& value);
void readValue(Reading& reading, const JsonNode& node, Track& value);
void readValue(Reading& reading, const JsonNode& node, Scene& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<ArrangementEntry>& value);
void readValue(Reading& reading, const JsonNode& node, Tempo& value);
void readValue(Reading& reading, const JsonNode& node, std::string& value);
void readValue(Reading& reading, const JsonNode& node, Metre& value);
void readValue(Reading& reading, const JsonNode& node, Swing& value);
void readValue(Reading& reading, const JsonNode& node, Scale& value);
void readValue(Reading& reading, const JsonNode& node, std::uint64_t& value);
void readValue(Reading& reading, const JsonNode& node, Metronome& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<PortSetup>& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<Groove>& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<ScriptRef>& value);
void readValue(Reading& reading, const JsonNode& node, SongPtr& value);
void readValue(Reading& reading, const JsonNode& node, std::optional<DocumentId>& value);
void readValue(Reading& reading, const JsonNode& node, std::optional<LaunchAt>& value);
void readValue(Reading& reading, const JsonNode& node, LiveMute& value);
void readValue(Reading& reading, const JsonNode& node, Recording& value);
void readValue(Reading& reading, const JsonNode& node, std::vector<SetHooks::Hook>& value);
void readValue(Reading& reading, const JsonNode& node, EntryOptions& value);

[[nodiscard]] JsonOut valueOut(const Step& value);
[[nodiscard]] JsonOut valueOut(const Note& value);
[[nodiscard]] JsonOut valueOut(const std::vector<Note>& value);
[[nodiscard]] JsonOut valueOut(const StepTarget& value);
[[nodiscard]] JsonOut valueOut(const std::vector<LaneValue>& value);
[[nodiscard]] JsonOut valueOut(const PatternPtr& value);
[[nodiscard]] JsonOut valueOut(const Track& value);
[[nodiscard]] JsonOut valueOut(const Scene& value);
[[nodiscard]] JsonOut valueOut(const std::vector<ArrangementEntry>& value);
[[nodiscard]] JsonOut valueOut(const Tempo& value);
[[nodiscard]] JsonOut valueOut(const std::string& value);
[[nodiscard]] JsonOut valueOut(const Metre& value);
[[nodiscard]] JsonOut valueOut(const Swing& value);
[[nodiscard]] JsonOut valueOut(const Scale& value);
[[nodiscard]] JsonOut valueOut(std::uint64_t value);
[[nodiscard]] JsonOut valueOut(const Metronome& value);
[[nodiscard]] JsonOut valueOut(const std::vector<PortSetup>& value);
[[nodiscard]] JsonOut valueOut(const std::vector<Groove>& value);
[[nodiscard]] JsonOut valueOut(const std::vector<ScriptRef>& value);
[[nodiscard]] JsonOut valueOut(const SongPtr& value);
[[nodiscard]] JsonOut valueOut(const std::optional<DocumentId>& value);
[[nodiscard]] JsonOut valueOut(const std::optional<LaunchAt>& value);
[[nodiscard]] JsonOut valueOut(LiveMute value);
[[nodiscard]] JsonOut valueOut(const Recording& value);
[[nodiscard]] JsonOut valueOut(const std::vector<SetHooks::Hook>& value);
[[nodiscard]] JsonOut valueOut(const EntryOptions& value);

}  // namespace clave
