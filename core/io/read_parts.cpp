#include "core/io/json_value.hpp"
#include "core/io/song_reading.hpp"

#include <fmt/format.h>

#include <charconv>

namespace clave {
namespace {
void readScaleNotes(Reading& reading, const JsonNode& node, Scale& scale)
{
    unsigned notes = 0;
    reading.list(node, 12, [&](const JsonNode& item) {
        if (const auto semitone = reading.whole(item, {0, 11}))
            notes |= 1U << static_cast<unsigned>(*semitone);
    });
    scale.notes = static_cast<std::uint16_t>(notes);
}

GroovePoint readGroovePoint(Reading& reading, const JsonNode& node)
{
    constexpr std::string_view kAllowed = "more than -1 and less than 1 sixteenth";
    GroovePoint point;
    if (node.kind != JsonKind::Object) {
        point.shift =
            static_cast<std::int16_t>(reading.share(node, range::kGrooveShift, kAllowed).value_or(0));
        return point;
    }
    Fields fields(reading, node);
    if (const JsonNode* const shift = fields.get("shift"))
        point.shift =
            static_cast<std::int16_t>(reading.share(*shift, range::kGrooveShift, kAllowed).value_or(0));
    fields.real("velocity", range::kGrooveVelocity, point.velocity);
    fields.real("gate", range::kGrooveGate, point.gate);
    fields.done();
    return point;
}

void readKept(Reading& reading, Fields& fields, std::string_view key, std::string& kept)
{
    const JsonNode* const node = fields.get(key);
    if (node == nullptr)
        return;
    if (auto text = keptText(reading.tree(), *node))
        kept = std::move(*text);
    else
        reading.fault(*node, fmt::format("is {}; an object is needed: {{\"root\": \"C3\"}}", shown(*node)));
}
}  // namespace

void readMetre(Reading& reading, const JsonNode& node, Metre& metre)
{
    if (const auto parsed = node.kind == JsonKind::Text ? parseMetre(node.text) : std::nullopt)
        metre = *parsed;
    else
        reading.notAllowed(node, "\"1/1\" to \"32/32\", as \"4/4\"");
}

void readScale(Reading& reading, const JsonNode& node, Scale& scale)
{
    if (node.kind == JsonKind::Object) {
        Fields fields(reading, node);
        if (const JsonNode* const rootNode = fields.get("root")) {
            const auto root = rootNode->kind == JsonKind::Text ? parseRoot(rootNode->text) : std::nullopt;
            if (root)
                scale.root = *root;
            else
                reading.notAllowed(*rootNode, "\"C\" to \"B\", with \"#\" or \"b\"");
        }
        if (const JsonNode* const notes = fields.get("notes"))
            readScaleNotes(reading, *notes, scale);
        fields.done();
        return;
    }
    if (const auto parsed = node.kind == JsonKind::Text ? parseScale(node.text) : std::nullopt) {
        scale = *parsed;
        return;
    }
    std::string names;
    for (const ScaleName& named : namedScales())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", named.name);
    reading.notAllowed(node, "a root and one of: " + names + " (\"C minor\")");
}

void readSeed(Reading& reading, const JsonNode& node, std::uint64_t& seed)
{
    std::uint64_t value = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (node.kind == JsonKind::Whole && error == std::errc {} && stop == end)
        seed = value;
    else
        reading.notAllowed(node, "0 to 18446744073709551615");
}

void readMetronome(Reading& reading, const JsonNode& node, Metronome& metronome)
{
    Fields fields(reading, node);
    fields.flag("on", metronome.on);
    fields.whole("countIn", range::kCountIn, metronome.countInBars);
    readDestination(fields, metronome.destination);
    if (const JsonNode* const accent = fields.get("accent"))
        metronome.accentNote = readPitch(reading, *accent).value_or(metronome.accentNote);
    if (const JsonNode* const note = fields.get("note"))
        metronome.note = readPitch(reading, *note).value_or(metronome.note);
    fields.whole("velocity", range::kVelocity, metronome.velocity);
    fields.done();
}

PortSetup readPort(Reading& reading, const JsonNode& node)
{
    PortSetup port;
    Fields fields(reading, node);
    fields.text("name", port.name);
    fields.text("match", port.match);
    fields.real("offset", range::kPortOffset, port.offsetMs);
    fields.flag("clock", port.sendsClock);
    fields.real("clockOffset", range::kPortOffset, port.clockOffsetMs);
    fields.real("programLead", range::kProgramLead, port.programLeadMs);
    fields.done();
    return port;
}

Groove readGroove(Reading& reading, const JsonNode& node)
{
    Groove groove;
    Fields fields(reading, node);
    fields.text("name", groove.name);
    if (const JsonNode* const points = fields.get("points"))
        reading.list(*points, kMaxGroovePoints,
            [&](const JsonNode& item) { groove.points.push_back(readGroovePoint(reading, item)); });
    fields.done();
    return groove;
}

ArrangementEntry readEntry(Reading& reading, const JsonNode& node)
{
    ArrangementEntry entry;
    Fields fields(reading, node);
    fields.whole("scene", {1, kMaxScenes}, entry.scene, -1);
    fields.whole("repeats", range::kRepeats, entry.repeats);
    fields.done();
    return entry;
}

ScriptRef readScript(Reading& reading, const JsonNode& node)
{
    constexpr RealRange kAnything {-1.7976931348623157e308, 1.7976931348623157e308};
    ScriptRef script;
    Fields fields(reading, node);
    fields.text("path", script.path);
    fields.flag("enabled", script.enabled);
    fields.whole("track", {1, UINT32_MAX}, script.track);
    readKept(reading, fields, "arguments", script.arguments);
    readKept(reading, fields, "state", script.state);
    const JsonTree& tree = reading.tree();
    if (const JsonNode* const knobs = fields.get("knobs")) {
        if (knobs->kind != JsonKind::Object)
            reading.fault(
                *knobs, fmt::format("is {}; an object is needed: {{\"density\": 0.5}}", shown(*knobs)));
        for (const JsonNode* knob = tree.firstChild(*knobs);
            knob != nullptr && script.knobs.size() <= kMaxKnobs; knob = tree.next(*knob)) {
            if (knobs->kind == JsonKind::Object)
                script.knobs[std::string(knob->key)] = reading.real(*knob, kAnything).value_or(0.0);
        }
    }
    fields.done();
    return script;
}

}  // namespace clave
