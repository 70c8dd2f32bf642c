#include "core/io/song_words.hpp"
#include "core/io/song_writing.hpp"
#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
JsonOut flags(Ask ask)
{
    return JsonOut::flag(ask == Ask::Yes);
}

/// Writes the lanes of one step: a value, an expression, or both.
class LaneWriter {
public:
    explicit LaneWriter(const Step& step) : step_(step) {}

    [[nodiscard]] const Expression* expression(Field field, std::size_t index) const
    {
        const auto found = std::ranges::find_if(step_.expressions,
            [=](const Expression& e) { return e.field == field && std::size_t {e.index} == index; });
        return found == step_.expressions.end() ? nullptr : &*found;
    }

    /// Nothing when the value is the default and there is no expression.
    void add(JsonOut& to, std::string_view key, Field field, std::size_t index, JsonOut value,
        bool isDefault) const
    {
        if (isDefault && expression(field, index) == nullptr)
            return;
        to.add(key, out(field, index, std::move(value), isDefault));
    }

    [[nodiscard]] JsonOut out(Field field, std::size_t index, JsonOut value, bool isDefault) const
    {
        const Expression* const found = expression(field, index);
        if (found == nullptr)
            return value;
        JsonOut text = JsonOut::text("=" + found->text);
        if (isDefault)
            return text;
        JsonOut both = JsonOut::list();
        both.add(std::move(text));
        both.add(std::move(value));
        return both;
    }

private:
    const Step& step_;
};

/// What all notes of a step have in common and is written once, with the step.
struct Common {
    bool velocity = false;
    bool gate = false;
};

void addVelocity(JsonOut& to, const LaneWriter& lanes, const Note& note, std::size_t index)
{
    const bool isDefault = note.velocity == Note {}.velocity;
    lanes.add(to, "velocity", Field::Velocity, index, JsonOut::whole(note.velocity), isDefault);
}

void addGate(JsonOut& to, const LaneWriter& lanes, const Note& note, std::size_t index)
{
    lanes.add(to, "gate", Field::Gate, index, gateOut(note.gate), note.gate == Note {}.gate);
}

void addPitch(JsonOut& to, const LaneWriter& lanes, const Note& note, std::size_t index)
{
    const bool isDefault = note.pitch == Note {}.pitch;
    to.add("note", lanes.out(Field::Pitch, index, JsonOut::text(noteName(note.pitch)), isDefault));
}

JsonOut noteOut(const LaneWriter& lanes, const Note& note, std::size_t index, Common common)
{
    JsonOut out = JsonOut::object();
    addPitch(out, lanes, note, index);
    if (!common.velocity)
        addVelocity(out, lanes, note, index);
    if (!common.gate)
        addGate(out, lanes, note, index);
    lanes.add(
        out, "chance", Field::NoteChance, index, JsonOut::whole(note.chance), note.chance == Note {}.chance);
    const JsonOut* const pitch = out.only("note");
    return pitch != nullptr && pitch->isPlain() ? *pitch : out;
}

Common commonOf(const Step& step)
{
    auto isEvaluated = [&](Field field) {
        return std::ranges::count(step.expressions, field, &Expression::field) > 0;
    };
    auto shares = [&](auto member) {
        return std::ranges::all_of(
            step.notes, [&](const Note& n) { return n.*member == step.notes[0].*member; });
    };
    return {shares(&Note::velocity) && !isEvaluated(Field::Velocity),
        shares(&Note::gate) && !isEvaluated(Field::Gate)};
}

void addNotes(JsonOut& to, const LaneWriter& lanes, const Step& step)
{
    if (step.notes.empty())
        return;
    const Note& first = step.notes[0];
    const bool hasChance =
        first.chance != Note {}.chance || lanes.expression(Field::NoteChance, 0) != nullptr;
    if (step.notes.size() == 1 && !hasChance) {
        addPitch(to, lanes, first, 0);
        addVelocity(to, lanes, first, 0);
        addGate(to, lanes, first, 0);
        return;
    }
    const Common common = commonOf(step);
    JsonOut notes = JsonOut::list();
    for (std::size_t i = 0; i < step.notes.size(); ++i)
        notes.add(noteOut(lanes, step.notes[i], i, common));
    to.add("notes", std::move(notes));
    if (common.velocity)
        addVelocity(to, lanes, first, 0);
    if (common.gate)
        addGate(to, lanes, first, 0);
}

JsonOut cycleOut(CycleMask cycle)
{
    if (const auto text = cycleText(cycle))
        return JsonOut::text(*text);
    JsonOut passes = JsonOut::list();
    for (unsigned i = 0; i < cycle.length; ++i)
        passes.add(JsonOut::whole(unsigned {cycle.mask} >> i & 1U));
    return passes;
}

JsonOut conditionOut(const Condition& condition)
{
    JsonOut out = JsonOut::object();
    if (condition.fill != Ask::Any)
        out.add("fill", flags(condition.fill));
    if (condition.first != Ask::Any)
        out.add("first", flags(condition.first));
    if (condition.pre != Ask::Any)
        out.add("pre", flags(condition.pre));
    if (condition.neighbour != Ask::Any)
        out.add("neighbor", flags(condition.neighbour));
    if (condition.cycle != CycleMask {})
        out.add("cycle", cycleOut(condition.cycle));
    const JsonOut* const cycle = out.only("cycle");
    return cycle != nullptr && cycle->isPlain() ? *cycle : out;
}

JsonOut retrigOut(const Retrig& retrig)
{
    const Retrig plain;
    JsonOut out = JsonOut::object();
    if (retrig.count != plain.count)
        out.add("count", JsonOut::whole(retrig.count));
    if (retrig.rate != plain.rate)
        out.add("rate", JsonOut::text(fmt::format("1/{}", retrig.rate)));
    if (retrig.length == Retrig::kInfinite)
        out.add("length", JsonOut::text(kInfiniteWord));
    else if (retrig.length != plain.length)
        out.add("length", JsonOut::share(retrig.length, Retrig::kStep));
    if (retrig.velocityRamp != plain.velocityRamp)
        out.add("ramp", JsonOut::whole(retrig.velocityRamp));
    return out;
}

JsonOut lockOut(const LaneWriter& lanes, const Lock& lock, std::size_t index)
{
    JsonOut out = JsonOut::object();
    auto numbered = [&](std::string_view key) {
        out.add(key, JsonOut::whole(lock.number));
        out.add("value", lanes.out(Field::Locks, index, JsonOut::whole(lock.value), lock.value == 0));
    };
    auto plain = [&](std::string_view key, int shift) {
        out.add(key, lanes.out(Field::Locks, index, JsonOut::whole(lock.value + shift), lock.value == 0));
    };
    switch (lock.kind) {
    case Lock::Kind::Cc:
        numbered("cc");
        break;
    case Lock::Kind::Cc14:
        numbered("cc14");
        break;
    case Lock::Kind::Nrpn:
        numbered("nrpn");
        break;
    case Lock::Kind::Program:
        plain("program", 1);
        if (lock.number != Lock::kNoBank)
            out.add("bank", JsonOut::whole(lock.number));
        break;
    case Lock::Kind::Bend:
        plain("bend", 0);
        break;
    case Lock::Kind::Pressure:
        plain("pressure", 0);
        break;
    }
    return out;
}
}  // namespace

JsonOut gateOut(Gate gate)
{
    if (gate.isTied())
        return JsonOut::text(kTiedWord);
    return gate.isInfinite() ? JsonOut::text(kInfiniteWord) : JsonOut::share(gate.length(), Gate::kStep);
}

JsonOut stepOut(const Step& step)
{
    const Step plain;
    const LaneWriter lanes(step);
    JsonOut out = JsonOut::object(JsonOut::Layout::Line);
    lanes.add(out, "on", Field::On, 0, JsonOut::flag(step.on), step.on);
    addNotes(out, lanes, step);
    if (step.slide)
        out.add("slide", JsonOut::flag(true));
    lanes.add(out, "chance", Field::Probability, 0, JsonOut::whole(step.probability),
        step.probability == plain.probability);
    lanes.add(out, "nudge", Field::Nudge, 0, JsonOut::share(step.nudge, Step::kNudgeStep), step.nudge == 0);
    if (step.condition != plain.condition)
        out.add("condition", conditionOut(step.condition));
    if (step.retrig != plain.retrig)
        out.add("retrig", retrigOut(step.retrig));
    if (!step.locks.empty()) {
        JsonOut locks = JsonOut::list();
        for (std::size_t i = 0; i < step.locks.size(); ++i)
            locks.add(lockOut(lanes, step.locks[i], i));
        out.add("locks", std::move(locks));
    }
    if (const JsonOut* const note = out.only("note"); note != nullptr && note->isPlain())
        return *note;
    const JsonOut* const notes = out.only("notes");
    return notes != nullptr ? notes->onOneLine() : out;
}

}  // namespace clave
