#include "core/io/song_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace clave {
namespace {
void readCycle(Reading& reading, const JsonNode& node, CycleMask& cycle)
{
    if (node.kind == JsonKind::List) {
        unsigned mask = 0;
        std::uint8_t length = 0;
        reading.list(node, static_cast<std::size_t>(range::kCycle.most), [&](const JsonNode& item) {
            mask |= static_cast<unsigned>(reading.whole(item, {0, 1}).value_or(0)) << length++;
        });
        if (length == 0)
            reading.fault(node, "is empty; allowed are 1 to 16 passes");
        else
            cycle = {length, static_cast<std::uint16_t>(mask)};
        return;
    }
    const auto parsed = node.kind == JsonKind::Text ? parseCycle(node.text) : std::nullopt;
    if (parsed)
        cycle = *parsed;
    else
        reading.notAllowed(node, "\"1:1\" to \"16:16\" and a list of 1 to 16 ones and zeros");
}

void readLoops(Reading& reading, const JsonNode& node, Pattern& pattern)
{
    Fields lanes(reading, node);
    for (const auto& [lane, word] : kLaneWords) {
        const JsonNode* const loopNode = lanes.get(word);
        if (loopNode == nullptr)
            continue;
        LaneLoop& loop = pattern.lanes[static_cast<std::size_t>(lane)];
        Fields fields(reading, *loopNode);
        fields.whole("first", range::kSteps, loop.first, -1);
        fields.whole("length", {0, range::kSteps.most}, loop.length);
        fields.done();
    }
    lanes.done();
}

/// The step a key names, from 1: "5", but not "05" or "five".
std::optional<std::size_t> stepNumber(std::string_view key)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    if (error != std::errc {} || end != key.data() + key.size() || key.starts_with('0'))
        return std::nullopt;
    return number;
}

void readSteps(Reading& reading, const JsonNode& node, Pattern& pattern)
{
    if (node.kind != JsonKind::Object) {
        reading.fault(node, fmt::format("is {}; an object is needed: {{\"1\": \"C3\"}}", shown(node)));
        return;
    }
    const JsonTree& tree = reading.tree();
    for (const JsonNode* item = tree.firstChild(node); item != nullptr; item = tree.next(*item)) {
        const auto number = stepNumber(item->key);
        if (!number)
            reading.fault(*item, fmt::format("is not the number of a step; allowed are 1 to {}", kMaxSteps));
        else if (*number > pattern.steps.size())
            reading.fault(
                *item, fmt::format("is beyond the pattern's length of {} steps", pattern.steps.size()));
        else
            readStep(reading, *item, pattern.steps[*number - 1] = Step {});
    }
}

template <typename Value, typename Parse>
void readParsed(Reading& reading, const JsonNode* node, Value& target, Parse parse, std::string_view allowed)
{
    if (node == nullptr)
        return;
    if (const auto parsed = node->kind == JsonKind::Text ? parse(node->text) : std::nullopt)
        target = *parsed;
    else
        reading.notAllowed(*node, allowed);
}
}  // namespace

void readCondition(Reading& reading, const JsonNode& node, Condition& condition)
{
    if (node.kind == JsonKind::Text) {
        readCycle(reading, node, condition.cycle);
        return;
    }
    Fields fields(reading, node);
    auto ask = [&](std::string_view key, Ask& target) {
        if (const JsonNode* const value = fields.get(key)) {
            if (const auto yes = reading.flag(*value))
                target = *yes ? Ask::Yes : Ask::No;
        }
    };
    ask("fill", condition.fill);
    ask("first", condition.first);
    ask("pre", condition.pre);
    ask("neighbor", condition.neighbour);
    if (const JsonNode* const cycle = fields.get("cycle"))
        readCycle(reading, *cycle, condition.cycle);
    fields.done();
}

void readRetrig(Reading& reading, const JsonNode& node, Retrig& retrig)
{
    Fields fields(reading, node);
    fields.whole("count", range::kRetrigCount, retrig.count);
    readParsed(reading, fields.get("rate"), retrig.rate, parseRetrigRate,
        "\"1/1\", \"1/2\", \"1/3\", \"1/4\", \"1/5\", \"1/6\", \"1/8\", \"1/10\", \"1/12\", \"1/16\", "
        "\"1/20\", "
        "\"1/24\", \"1/32\", \"1/40\", \"1/48\", \"1/64\" and \"1/80\"");
    if (const JsonNode* const length = fields.get("length")) {
        if (length->kind == JsonKind::Text && length->text == kInfiniteWord)
            retrig.length = Retrig::kInfinite;
        else
            retrig.length =
                reading.share(*length, range::kRetrigLength, "0.125 to 128 steps and \"infinite\"")
                    .value_or(retrig.length);
    }
    fields.whole("ramp", range::kRamp, retrig.velocityRamp);
    fields.done();
}

void readSwing(Reading& reading, const JsonNode& node, Swing& swing)
{
    if (node.kind != JsonKind::Object) {
        swing.percent = reading.real(node, range::kSwing).value_or(swing.percent);
        return;
    }
    Fields fields(reading, node);
    fields.real("percent", range::kSwing, swing.percent);
    fields.word("interval", kSwingIntervalWords, swing.interval.count);
    fields.done();
}

Pattern readPattern(Reading& reading, const JsonNode& node)
{
    Pattern pattern;
    Fields fields(reading, node);
    fields.text("name", pattern.name);
    std::size_t length = pattern.steps.size();
    fields.whole("length", range::kSteps, length);
    pattern.steps.resize(length);
    pattern.last = static_cast<std::uint8_t>(length - 1);
    fields.whole("first", range::kSteps, pattern.first, -1);
    fields.whole("last", range::kSteps, pattern.last, -1);
    readParsed(reading, fields.get("rate"), pattern.rate, Rate::parse,
        "\"1/8x\", \"1/4x\", \"1/2x\", \"1x\", \"2x\", \"4x\" and \"8x\", each plain, with \".\" or with "
        "\"t\"");
    fields.word("direction", kDirectionWords, pattern.direction);
    fields.word("sync", kSyncWords, pattern.sync);
    if (const JsonNode* const swing = fields.get("swing"))
        readSwing(reading, *swing, pattern.swing.emplace());
    fields.text("groove", pattern.groove);
    if (const JsonNode* const loops = fields.get("loops"))
        readLoops(reading, *loops, pattern);
    if (const JsonNode* const program = fields.get("program"))
        pattern.program = static_cast<std::uint8_t>(reading.whole(*program, range::kProgram).value_or(1) - 1);
    if (const JsonNode* const bank = fields.get("bank"))
        pattern.bank = static_cast<std::uint16_t>(reading.whole(*bank, range::kBank).value_or(0));
    fields.whole("color", range::kColor, pattern.color);
    if (const JsonNode* const steps = fields.get("steps"))
        readSteps(reading, *steps, pattern);
    fields.done();
    return pattern;
}

}  // namespace clave
