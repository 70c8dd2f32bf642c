#include "core/io/song_reading.hpp"

namespace clave {
namespace {
bool isExpression(const JsonNode& node)
{
    return node.kind == JsonKind::Text && node.text.starts_with('=');
}
}  // namespace

const JsonNode* takeExpression(
    Reading& reading, const JsonNode& node, Step& step, Field field, std::size_t index)
{
    const JsonTree& tree = reading.tree();
    const JsonNode* const first = node.kind == JsonKind::List ? tree.firstChild(node) : &node;
    if (first == nullptr || !isExpression(*first))
        return &node;
    step.expressions.push_back({field, static_cast<std::uint8_t>(index), std::string(first->text.substr(1))});
    if (first == &node)
        return nullptr;
    const JsonNode* const plain = tree.next(*first);
    if (plain != nullptr && tree.next(*plain) != nullptr)
        reading.fault(node, "holds more than an expression and a value");
    return plain;
}

void readLock(Reading& reading, const JsonNode& node, Step& step)
{
    struct Shape {
        std::string_view key;
        Lock::Kind kind;
        Range number;
        Range value;
    };
    static constexpr Shape kNumbered[] = {
        {"cc", Lock::Kind::Cc, range::kController, range::kSevenBits},
        {"cc14", Lock::Kind::Cc14, range::kFineController, range::kFourteenBits},
        {"nrpn", Lock::Kind::Nrpn, range::kFourteenBits, range::kFourteenBits},
    };
    static constexpr Shape kPlain[] = {
        {"program", Lock::Kind::Program, {}, range::kProgram},
        {"bend", Lock::Kind::Bend, {}, range::kBend},
        {"pressure", Lock::Kind::Pressure, {}, range::kSevenBits},
    };
    Fields fields(reading, node);
    Lock lock;
    int kinds = 0;
    auto readValue = [&](const JsonNode& valueNode, Range allowed, int shift) {
        if (const auto* const plain =
                takeExpression(reading, valueNode, step, Field::Locks, step.locks.size()))
            lock.value = static_cast<std::int16_t>(reading.whole(*plain, allowed).value_or(shift) - shift);
    };
    for (const Shape& shape : kNumbered) {
        const JsonNode* const number = fields.get(shape.key);
        if (number == nullptr || ++kinds > 1)
            continue;
        lock.kind = shape.kind;
        lock.number = static_cast<std::int16_t>(reading.whole(*number, shape.number).value_or(0));
        if (const JsonNode* const value = fields.get("value"))
            readValue(*value, shape.value, 0);
        else
            reading.fault(node, "needs a \"value\"");
    }
    for (const Shape& shape : kPlain) {
        const JsonNode* const value = fields.get(shape.key);
        if (value == nullptr || ++kinds > 1)
            continue;
        lock.kind = shape.kind;
        const bool isProgram = shape.kind == Lock::Kind::Program;
        lock.number = isProgram ? Lock::kNoBank : std::int16_t {0};
        readValue(*value, shape.value, isProgram ? 1 : 0);
        if (isProgram)
            fields.whole("bank", range::kBank, lock.number);
    }
    fields.done();
    if (kinds != 1 && node.kind == JsonKind::Object)
        reading.fault(
            node, "needs one of \"cc\", \"cc14\", \"nrpn\", \"program\", \"bend\" and \"pressure\"");
    step.locks.push_back(lock);
}

}  // namespace clave
