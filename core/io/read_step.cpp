#include "core/io/song_reading.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace clave {
namespace {
constexpr std::string_view kGateWords = "0.125 to 128 steps, \"tied\" and \"infinite\"";
constexpr std::string_view kNudgeWords = "more than -1 and less than 1 step";

/// Reads the notes of a step; velocity and gate of the step count for every note that has none of its own.
class NotesReader {
public:
    NotesReader(Reading& reading, Step& step, const JsonNode* velocity, const JsonNode* gate)
        : reading_(reading)
        , step_(step)
        , velocity_(velocity)
        , gate_(gate)
    {
    }

    /// "C3", 60, "=expression" or an object.
    void read(const JsonNode& node)
    {
        const std::size_t index = step_.notes.size();
        Note note;
        if (node.kind != JsonKind::Object) {
            readPitchLane(node, index, note);
            readVelocity(velocity_, index, note);
            readGate(gate_, index, note);
        } else {
            readObject(node, index, note);
        }
        (void)step_.notes.tryPush(note);  // the list was checked to have no more than fit
    }

    /// The step's own "note", which may be ["=expression", "C3"] too.
    void readSingle(const JsonNode& node)
    {
        Note note;
        readPitchLane(node, 0, note);
        readVelocity(velocity_, 0, note);
        readGate(gate_, 0, note);
        (void)step_.notes.tryPush(note);
    }

private:
    void readObject(const JsonNode& node, std::size_t index, Note& note)
    {
        Fields fields(reading_, node);
        if (const JsonNode* const pitch = fields.get("note"))
            readPitchLane(*pitch, index, note);
        const JsonNode* const velocity = fields.get("velocity");
        readVelocity(velocity != nullptr ? velocity : velocity_, index, note);
        const JsonNode* const gate = fields.get("gate");
        readGate(gate != nullptr ? gate : gate_, index, note);
        if (const JsonNode* const chance = fields.get("chance")) {
            if (const auto* const plain = takeExpression(reading_, *chance, step_, Field::NoteChance, index))
                note.chance =
                    static_cast<std::uint8_t>(reading_.whole(*plain, range::kPercent).value_or(100));
        }
        fields.done();
    }

    void readPitchLane(const JsonNode& node, std::size_t index, Note& note)
    {
        if (const auto* const plain = takeExpression(reading_, node, step_, Field::Pitch, index))
            note.pitch = readPitch(reading_, *plain).value_or(note.pitch);
    }

    void readVelocity(const JsonNode* node, std::size_t index, Note& note)
    {
        if (node == nullptr)
            return;
        if (const auto* const plain = takeExpression(reading_, *node, step_, Field::Velocity, index))
            note.velocity = static_cast<std::uint8_t>(reading_.whole(*plain, range::kVelocity).value_or(100));
    }

    void readGate(const JsonNode* node, std::size_t index, Note& note)
    {
        if (node == nullptr)
            return;
        if (const auto* const plain = takeExpression(reading_, *node, step_, Field::Gate, index))
            clave::readGate(reading_, *plain, note.gate);
    }

    Reading& reading_;
    Step& step_;
    const JsonNode* velocity_;
    const JsonNode* gate_;
};

void readNoteFields(Reading& reading, const JsonNode& node, Fields& fields, Step& step)
{
    const JsonNode* const velocity = fields.get("velocity");
    const JsonNode* const gate = fields.get("gate");
    const JsonNode* const single = fields.get("note");
    const JsonNode* const several = fields.get("notes");
    NotesReader notes(reading, step, velocity, gate);
    if (single != nullptr && several != nullptr)
        reading.fault(node, "has both \"note\" and \"notes\"");
    else if (single != nullptr)
        notes.readSingle(*single);
    else if (several != nullptr)
        reading.list(*several, kMaxNotes, [&](const JsonNode& item) { notes.read(item); });
    for (const JsonNode* const unused : {velocity, gate}) {
        if (unused != nullptr && step.notes.empty())
            reading.fault(*unused, "belongs to a note, and the step has none");
    }
}

void readStepObject(Reading& reading, const JsonNode& node, Step& step)
{
    Fields fields(reading, node);
    auto lane = [&](std::string_view key, Field field) -> const JsonNode* {
        const JsonNode* const value = fields.get(key);
        return value == nullptr ? nullptr : takeExpression(reading, *value, step, field, 0);
    };
    if (const JsonNode* const on = lane("on", Field::On))
        step.on = reading.flag(*on).value_or(true);
    readNoteFields(reading, node, fields, step);
    fields.flag("slide", step.slide);
    if (const JsonNode* const chance = lane("chance", Field::Probability))
        step.probability = static_cast<std::uint8_t>(reading.whole(*chance, range::kPercent).value_or(100));
    if (const JsonNode* const nudge = lane("nudge", Field::Nudge))
        step.nudge = static_cast<std::int16_t>(reading.share(*nudge, range::kNudge, kNudgeWords).value_or(0));
    if (const JsonNode* const condition = fields.get("condition"))
        readCondition(reading, *condition, step.condition);
    if (const JsonNode* const retrig = fields.get("retrig"))
        readRetrig(reading, *retrig, step.retrig);
    if (const JsonNode* const locks = fields.get("locks"))
        reading.list(*locks, kMaxLocks, [&](const JsonNode& item) { readLock(reading, item, step); });
    fields.done();
}
}  // namespace

void readGate(Reading& reading, const JsonNode& node, Gate& gate)
{
    if (node.kind == JsonKind::Text && node.text == kTiedWord)
        gate = Gate::tied();
    else if (node.kind == JsonKind::Text && node.text == kInfiniteWord)
        gate = Gate::infinite();
    else if (const auto length = reading.share(node, range::kGate, kGateWords))
        gate = Gate::of(*length);
}

std::optional<std::uint8_t> readPitch(Reading& reading, const JsonNode& node)
{
    const bool isName = node.kind == JsonKind::Text || node.kind == JsonKind::Whole;
    const auto pitch = isName ? parseNote(node.text) : std::nullopt;
    if (!pitch) {
        reading.notAllowed(node, "notes from \"C-2\" to \"G8\" (middle C is \"C3\") and 0 to 127");
        return std::nullopt;
    }
    return static_cast<std::uint8_t>(*pitch);
}

void readStep(Reading& reading, const JsonNode& node, Step& step)
{
    step.on = true;
    NotesReader notes(reading, step, nullptr, nullptr);
    if (node.kind == JsonKind::Object)
        readStepObject(reading, node, step);
    else if (node.kind == JsonKind::List)
        reading.list(node, kMaxNotes, [&](const JsonNode& item) { notes.read(item); });
    else if (node.kind == JsonKind::Text || node.kind == JsonKind::Whole)
        notes.readSingle(node);
    else
        reading.fault(
            node, fmt::format("is {}; a note, a list of notes or an object is needed", shown(node)));
    std::ranges::sort(step.expressions, [](const Expression& a, const Expression& b) {
        return std::tie(a.field, a.index) < std::tie(b.field, b.index);
    });
}

}  // namespace clave
