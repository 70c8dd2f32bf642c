#include "core/engine/command_values.hpp"
#include "core/engine/lane_edit.hpp"
#include "core/io/song_file.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
constexpr Range kIds {1, UINT32_MAX};

template <typename Part>
void readParts(Reading& reading, const JsonNode& node, std::size_t most, std::vector<Part>& parts,
    Part (*readPart)(Reading&, const JsonNode&))
{
    reading.list(node, most, [&](const JsonNode& item) { parts.push_back(readPart(reading, item)); });
}

template <typename Choice, std::size_t Count>
std::optional<Choice> readWord(
    Reading& reading, const JsonNode& node, const std::array<Word<Choice>, Count>& words)
{
    std::string allowed;
    for (const auto& word : words) {
        if (node.kind == JsonKind::Text && node.text == word.word)
            return word.choice;
        allowed += fmt::format("{}\"{}\"", allowed.empty() ? "" : ", ", word.word);
    }
    reading.notAllowed(node, allowed);
    return std::nullopt;
}

LaneValue readLaneValue(Reading& reading, const JsonNode& node)
{
    constexpr RealRange kAnything {-1e6, 1e6};  // what the lane allows, the session checks
    switch (node.kind) {
    case JsonKind::Null:
        return {};
    case JsonKind::Boolean:
        return node.text == "true" ? 1.0 : 0.0;
    case JsonKind::Text:
        return std::string(node.text);
    case JsonKind::Whole:
    case JsonKind::Real:
        if (const auto value = reading.real(node, kAnything))
            return *value;
        return {};
    case JsonKind::List:
    case JsonKind::Object:
        break;
    }
    reading.notAllowed(node, "numbers, texts, true, false and null");
    return {};
}

SetHooks::Hook readHook(Reading& reading, const JsonNode& node)
{
    SetHooks::Hook hook;
    Fields fields(reading, node);
    fields.whole("trackId", kIds, hook.track);
    fields.flag("silent_when_late", hook.silentWhenLate);
    fields.done();
    return hook;
}
}  // namespace

void readValue(Reading& reading, const JsonNode& node, Step& value)
{
    readStep(reading, node, value);
}

void readValue(Reading& reading, const JsonNode& node, std::vector<Note>& value)
{
    Step step;
    readStep(reading, node, step);
    value.assign(step.notes.begin(), step.notes.end());
    Step plain;
    plain.on = true;
    plain.notes = step.notes;
    if (step != plain || value.empty())
        reading.fault(node, fmt::format("is {}; notes are needed, and nothing else of a step", shown(node)));
}

void readValue(Reading& reading, const JsonNode& node, Note& value)
{
    std::vector<Note> notes;
    readValue(reading, node, notes);
    if (notes.size() > 1)
        reading.fault(node, fmt::format("is {} notes; one is needed", notes.size()));
    else if (notes.size() == 1)
        value = notes.front();
}

void readValue(Reading& reading, const JsonNode& node, StepTarget& value)
{
    const auto lane = parseLane(reading.text(node).value_or("on"));
    if (lane)
        value = *lane;
    else
        reading.fault(node, fmt::format("is {}. {}", shown(node), lane.error().message));
}

void readValue(Reading& reading, const JsonNode& node, std::vector<LaneValue>& value)
{
    readParts(reading, node, kMaxSteps, value, readLaneValue);
}

void readValue(Reading& reading, const JsonNode& node, PatternPtr& value)
{
    value =
        node.kind == JsonKind::Null ? nullptr : std::make_shared<const Pattern>(readPattern(reading, node));
}

void readValue(Reading& reading, const JsonNode& node, Track& value)
{
    value = readTrack(reading, node);
}

void readValue(Reading& reading, const JsonNode& node, Scene& value)
{
    value = readScene(reading, node);
}

void readValue(Reading& reading, const JsonNode& node, std::vector<ArrangementEntry>& value)
{
    readParts(reading, node, kMaxArrangement, value, readEntry);
}

void readValue(Reading& reading, const JsonNode& node, Tempo& value)
{
    if (const auto bpm = reading.real(node, range::kTempo))
        value = Tempo::clampedBpm(*bpm);
}

void readValue(Reading& reading, const JsonNode& node, std::string& value)
{
    value = reading.text(node).value_or(value);
}

void readValue(Reading& reading, const JsonNode& node, Metre& value)
{
    readMetre(reading, node, value);
}

void readValue(Reading& reading, const JsonNode& node, Swing& value)
{
    readSwing(reading, node, value);
}

void readValue(Reading& reading, const JsonNode& node, Scale& value)
{
    readScale(reading, node, value);
}

void readValue(Reading& reading, const JsonNode& node, std::uint64_t& value)
{
    readSeed(reading, node, value);
}

void readValue(Reading& reading, const JsonNode& node, Metronome& value)
{
    readMetronome(reading, node, value);
}

void readValue(Reading& reading, const JsonNode& node, std::vector<PortSetup>& value)
{
    readParts(reading, node, kMaxPorts, value, readPort);
}

void readValue(Reading& reading, const JsonNode& node, std::vector<Groove>& value)
{
    readParts(reading, node, kMaxGrooves, value, readGroove);
}

void readValue(Reading& reading, const JsonNode& node, std::vector<ScriptRef>& value)
{
    readParts(reading, node, kMaxScripts, value, readScript);
}

void readValue(Reading& reading, const JsonNode& node, SongPtr& value)
{
    value = std::make_shared<const Song>(readSong(reading, node));
    if (const JsonNode* const version = reading.tree().child(node, "clave"))
        (void)reading.whole(*version, {1, kSongFormat});
}

void readValue(Reading& reading, const JsonNode& node, std::optional<DocumentId>& value)
{
    if (const auto id = reading.whole(node, {0, UINT32_MAX}))
        value = static_cast<DocumentId>(*id);
}

void readValue(Reading& reading, const JsonNode& node, std::optional<LaunchAt>& value)
{
    value = readWord(reading, node, kLaunchWords);
}

void readValue(Reading& reading, const JsonNode& node, LiveMute& value)
{
    value = readWord(reading, node, kLiveMuteWords).value_or(value);
}

void readValue(Reading& reading, const JsonNode& node, Recording& value)
{
    Fields fields(reading, node);
    fields.flag("on", value.on);
    fields.word("mode", kRecordingWords, value.mode);
    fields.whole("strength", range::kPercent, value.strength);
    fields.real("input_latency", {0.0, Recording::kMostLatencyMs}, value.inputLatencyMs);
    fields.done();
}

void readValue(Reading& reading, const JsonNode& node, std::vector<SetHooks::Hook>& value)
{
    readParts(reading, node, kMaxTracks, value, readHook);
}

void readValue(Reading& reading, const JsonNode& node, EntryOptions& value)
{
    Fields fields(reading, node);
    fields.whole("advance", {1, EntryOptions::kMostAdvance}, value.advance);
    fields.word("at_end", kAtEndWords, value.atEnd);
    if (const JsonNode* const velocity = fields.get("velocity")) {
        if (const auto typed = reading.whole(*velocity, {1, 127}))
            value.velocity = static_cast<std::uint8_t>(*typed);
    }
    if (const JsonNode* const gate = fields.get("gate"))
        readGate(reading, *gate, value.gate);
    fields.flag("audition", value.audition);
    fields.done();
}

}  // namespace clave
