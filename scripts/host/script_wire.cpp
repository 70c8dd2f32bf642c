#include "scripts/host/script_wire.hpp"

#include "core/model/ranges.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

namespace clave {
namespace {
static_assert(std::is_trivially_copyable_v<ScriptAsk>);

constexpr std::int32_t kTied = -1;
constexpr std::int32_t kInfinite = -2;

/// A ScriptAnswer without its notes and locks, which follow.
struct AnswerHead {
    std::uint64_t key = 0;
    std::uint64_t mark = 0;
    std::int64_t at = 0;
    std::int64_t off = 0;
    std::uint32_t track = 0;
    std::int32_t retrigLength = 0;
    std::int16_t nudge = 0;
    std::uint16_t cycleMask = 0;
    std::uint8_t what = 0;
    std::uint8_t on = 0;
    std::uint8_t slide = 0;
    std::uint8_t asSounding = 0;
    std::uint8_t probability = 0;
    std::uint8_t fill = 0;
    std::uint8_t first = 0;
    std::uint8_t pre = 0;
    std::uint8_t neighbour = 0;
    std::uint8_t cycleLength = 0;
    std::uint8_t retrigCount = 0;
    std::uint8_t retrigRate = 0;
    std::int8_t retrigRamp = 0;
    std::uint8_t notes = 0;
    std::uint8_t locks = 0;
    std::uint8_t unused = 0;
};

struct NoteBytes {
    std::int32_t gate = 0;
    std::uint8_t pitch = 0;
    std::uint8_t velocity = 0;
    std::uint8_t chance = 0;
    std::uint8_t unused = 0;
};

struct LockBytes {
    std::int16_t kind = 0;
    std::int16_t number = 0;
    std::int16_t value = 0;
};

template <typename T>
void append(std::vector<std::byte>& into, const T& value)
{
    const auto bytes = std::as_bytes(std::span {&value, 1});
    into.insert(into.end(), bytes.begin(), bytes.end());
}

template <typename T>
bool take(std::span<const std::byte>& from, T& value) noexcept
{
    if (from.size() < sizeof(T))
        return false;
    std::memcpy(&value, from.data(), sizeof(T));
    from = from.subspan(sizeof(T));
    return true;
}

bool isNote(const NoteBytes& note) noexcept
{
    return range::kPitch.has(note.pitch) && range::kVelocity.has(note.velocity)
        && range::kPercent.has(note.chance)
        && (note.gate == kTied || note.gate == kInfinite || range::kGate.has(note.gate));
}

bool isLock(const LockBytes& lock) noexcept
{
    switch (static_cast<Lock::Kind>(lock.kind)) {
    case Lock::Kind::Cc:
        return range::kController.has(lock.number) && range::kSevenBits.has(lock.value);
    case Lock::Kind::Cc14:
        return range::kFineController.has(lock.number) && range::kFourteenBits.has(lock.value);
    case Lock::Kind::Nrpn:
        return range::kFourteenBits.has(lock.number) && range::kFourteenBits.has(lock.value);
    case Lock::Kind::Program:
        return (lock.number == Lock::kNoBank || range::kBank.has(lock.number))
            && range::kSevenBits.has(lock.value);
    case Lock::Kind::Bend:
        return range::kBend.has(lock.value);
    case Lock::Kind::Pressure:
        return range::kSevenBits.has(lock.value);
    }
    return false;
}

bool isRate(std::uint8_t rate) noexcept
{
    return rate == 0 || std::ranges::find(Retrig::kRates, rate) != Retrig::kRates.end();
}

bool isHead(const AnswerHead& head) noexcept
{
    const auto isAsk = [](std::uint8_t ask) { return ask <= static_cast<std::uint8_t>(Ask::No); };
    const bool isLength =
        head.retrigLength == Retrig::kInfinite || range::kRetrigLength.has(head.retrigLength);
    return head.what <= static_cast<std::uint8_t>(ScriptAnswer::What::Locks)
        && range::kPercent.has(head.probability) && range::kNudge.has(head.nudge) && isAsk(head.fill)
        && isAsk(head.first) && isAsk(head.pre) && isAsk(head.neighbour)
        && range::kCycle.has(head.cycleLength) && range::kRetrigCount.has(head.retrigCount)
        && isRate(head.retrigRate) && isLength && range::kRamp.has(head.retrigRamp) && head.notes <= kMaxNotes
        && head.locks <= kMaxLocks;
}

PlayedStep stepOf(const AnswerHead& head) noexcept
{
    PlayedStep step;
    step.on = head.on != 0;
    step.slide = head.slide != 0;
    step.asSounding = head.asSounding != 0;
    step.probability = head.probability;
    step.nudge = head.nudge;
    step.condition = {static_cast<Ask>(head.fill), static_cast<Ask>(head.first), static_cast<Ask>(head.pre),
        static_cast<Ask>(head.neighbour), {head.cycleLength, head.cycleMask}};
    step.retrig = {head.retrigCount, head.retrigRate, head.retrigLength, head.retrigRamp};
    return step;
}

Gate gateOf(std::int32_t gate) noexcept
{
    return gate == kTied ? Gate::tied() : gate == kInfinite ? Gate::infinite() : Gate::of(gate);
}
}  // namespace

std::span<const std::byte> askBytes(const ScriptAsk& ask) noexcept
{
    return std::as_bytes(std::span {&ask, 1});
}

std::optional<ScriptAsk> readAsk(std::span<const std::byte> bytes) noexcept
{
    ScriptAsk ask;
    return bytes.size() == sizeof(ask) && take(bytes, ask) ? std::optional {ask} : std::nullopt;
}

void writeAnswer(const ScriptAnswer& answer, std::vector<std::byte>& into)
{
    const PlayedStep& step = answer.step;
    const AnswerHead head {.key = answer.key,
        .mark = answer.mark,
        .at = answer.at.units,
        .off = answer.off.units,
        .track = answer.track,
        .retrigLength = step.retrig.length,
        .nudge = step.nudge,
        .cycleMask = step.condition.cycle.mask,
        .what = static_cast<std::uint8_t>(answer.what),
        .on = step.on,
        .slide = step.slide,
        .asSounding = step.asSounding,
        .probability = step.probability,
        .fill = static_cast<std::uint8_t>(step.condition.fill),
        .first = static_cast<std::uint8_t>(step.condition.first),
        .pre = static_cast<std::uint8_t>(step.condition.pre),
        .neighbour = static_cast<std::uint8_t>(step.condition.neighbour),
        .cycleLength = step.condition.cycle.length,
        .retrigCount = step.retrig.count,
        .retrigRate = step.retrig.rate,
        .retrigRamp = step.retrig.velocityRamp,
        .notes = static_cast<std::uint8_t>(step.notes.size()),
        .locks = static_cast<std::uint8_t>(step.locks.size())};
    into.clear();
    append(into, head);
    for (const Note& note : step.notes) {
        const std::int32_t gate = note.gate.isTied() ? kTied
            : note.gate.isInfinite()                 ? kInfinite
                                                     : note.gate.length();
        append(into, NoteBytes {gate, note.pitch, note.velocity, note.chance});
    }
    for (const Lock& lock : step.locks)
        append(into, LockBytes {static_cast<std::int16_t>(lock.kind), lock.number, lock.value});
}

std::optional<ScriptAnswer> readAnswer(std::span<const std::byte> bytes) noexcept
{
    AnswerHead head;
    if (!take(bytes, head) || !isHead(head))
        return std::nullopt;
    ScriptAnswer answer {.what = static_cast<ScriptAnswer::What>(head.what),
        .track = head.track,
        .key = head.key,
        .mark = head.mark,
        .at = Position {head.at},
        .off = Position {head.off},
        .step = stepOf(head)};
    for (int i = 0; i < head.notes; ++i) {
        NoteBytes note;
        if (!take(bytes, note) || !isNote(note)
            || !answer.step.notes.tryPush({note.pitch, note.velocity, note.chance, gateOf(note.gate)}))
            return std::nullopt;
    }
    for (int i = 0; i < head.locks; ++i) {
        LockBytes lock;
        if (!take(bytes, lock) || !isLock(lock)
            || !answer.step.locks.tryPush({static_cast<Lock::Kind>(lock.kind), lock.number, lock.value}))
            return std::nullopt;
    }
    return bytes.empty() ? std::optional {answer} : std::nullopt;
}

std::optional<WireDone> readDone(std::span<const std::byte> bytes) noexcept
{
    WireDone done;
    return take(bytes, done) && bytes.empty() ? std::optional {done} : std::nullopt;
}

std::vector<std::byte> textBytes(std::string_view kind, std::string_view json)
{
    const auto bytes = [](std::string_view text) { return std::as_bytes(std::span {text}); };
    std::vector<std::byte> text;
    text.reserve(kind.size() + 1 + json.size());
    text.insert(text.end(), bytes(kind).begin(), bytes(kind).end());
    text.push_back(std::byte {0});
    text.insert(text.end(), bytes(json).begin(), bytes(json).end());
    return text;
}

TextPiece pieceOf(std::span<const std::byte> text, std::size_t from) noexcept
{
    const std::size_t length = std::min(text.size() - from, kMaxRecordBytes);
    return {from + length < text.size() ? Wire::TextPart : Wire::TextEnd, text.subspan(from, length)};
}

bool TextJoiner::add(Wire kind, std::span<const std::byte> bytes)
{
    isBroken_ = isBroken_ || pieces_.size() + bytes.size() > kMostBytes;
    if (isBroken_)
        return false;
    const std::size_t before = pieces_.size();
    pieces_.resize(before + bytes.size());
    if (!bytes.empty())
        std::memcpy(pieces_.data() + before, bytes.data(), bytes.size());
    if (kind != Wire::TextEnd)
        return false;
    const std::string whole = std::exchange(pieces_, {});
    const std::size_t end = whole.find('\0');
    isBroken_ = end == std::string::npos;
    if (isBroken_)
        return false;
    text_ = {whole.substr(0, end), whole.substr(end + 1)};
    return true;
}

}  // namespace clave
