#pragma once

#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"
#include "core/model/ranges.hpp"
#include "core/model/song.hpp"
#include "core/model/validate.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// The tree being read and what was found wrong in it.
class Reading {
public:
    struct Found {
        const JsonNode* node;
        std::string what;
    };

    explicit Reading(const JsonTree& tree) : tree_(tree) {}

    void fault(const JsonNode& node, std::string what);
    /// "is "x"; allowed are <allowed>".
    void notAllowed(const JsonNode& node, std::string_view allowed);

    [[nodiscard]] const JsonTree& tree() const noexcept { return tree_; }
    [[nodiscard]] const std::vector<Found>& found() const noexcept { return found_; }
    /// No more faults are taken, so none need be looked for.
    [[nodiscard]] bool isFull() const noexcept { return found_.size() >= kMaxFaults; }

    // Each reads one value; on a fault it says so and returns nothing.
    std::optional<std::int64_t> whole(const JsonNode& node, Range allowed);
    std::optional<double> real(const JsonNode& node, RealRange allowed);
    std::optional<std::string> text(const JsonNode& node);
    std::optional<bool> flag(const JsonNode& node);
    /// A number of steps, exact to 1/5040. `allowed` is in 1/5040 and `words` say it for people.
    std::optional<std::int32_t> share(const JsonNode& node, Range allowed, std::string_view words);

    /// Calls `each` for every value of a list, at most `most` times; more values are one fault.
    void list(const JsonNode& node, std::size_t most, const std::function<void(const JsonNode&)>& each);

private:
    const JsonTree& tree_;
    std::vector<Found> found_;
};

/// The value as it can stand in a sentence: 300, "loud", a list.
[[nodiscard]] std::string shown(const JsonNode& node);

/// Reads the keys of one object and reports those that nobody asked for.
class Fields {
public:
    /// Reports a fault when `node` is no object; then it has no keys.
    Fields(Reading& reading, const JsonNode& node);

    /// The value of a key, or null. Call done() after the last one.
    const JsonNode* get(std::string_view key);

    /// \param shift is added to what is written: -1 where people count from 1 and the model from 0.
    template <typename Number>
    void whole(std::string_view key, Range allowed, Number& target, int shift = 0)
    {
        if (const JsonNode* const node = get(key)) {
            if (const auto value = reading_.whole(*node, allowed))
                target = static_cast<Number>(*value + shift);
        }
    }
    void real(std::string_view key, RealRange allowed, double& target);
    void text(std::string_view key, std::string& target);
    void flag(std::string_view key, bool& target);
    template <typename Choice, std::size_t Count>
    void word(std::string_view key, const std::array<Word<Choice>, Count>& words, Choice& target)
    {
        const JsonNode* const node = get(key);
        if (node == nullptr)
            return;
        std::string allowed;
        for (const auto& word : words) {
            if (node->kind == JsonKind::Text && node->text == word.word) {
                target = word.choice;
                return;
            }
            allowed += (allowed.empty() ? "\"" : ", \"") + std::string(word.word) + "\"";
        }
        reading_.notAllowed(*node, allowed);
    }
    /// Reports every key that was not asked for.
    void done();

private:
    Reading& reading_;
    const JsonNode* object_;
    std::vector<std::string_view> asked_;
};

// The parts of a song, each in a file of its own. What cannot be read keeps its default.
void readStep(Reading& reading, const JsonNode& node, Step& step);
void readLock(Reading& reading, const JsonNode& node, Step& step);
/// A lane's value: plain, "=expression", or ["=expression", plain].
/// Keeps the expression with the step and returns the plain value's node, if there is one.
const JsonNode* takeExpression(
    Reading& reading, const JsonNode& node, Step& step, Field field, std::size_t index);
void readCondition(Reading& reading, const JsonNode& node, Condition& condition);
void readRetrig(Reading& reading, const JsonNode& node, Retrig& retrig);
void readSwing(Reading& reading, const JsonNode& node, Swing& swing);
void readMetre(Reading& reading, const JsonNode& node, Metre& metre);
void readScale(Reading& reading, const JsonNode& node, Scale& scale);
void readSeed(Reading& reading, const JsonNode& node, std::uint64_t& seed);
void readMetronome(Reading& reading, const JsonNode& node, Metronome& metronome);
[[nodiscard]] PortSetup readPort(Reading& reading, const JsonNode& node);
[[nodiscard]] Groove readGroove(Reading& reading, const JsonNode& node);
[[nodiscard]] ArrangementEntry readEntry(Reading& reading, const JsonNode& node);
[[nodiscard]] ScriptRef readScript(Reading& reading, const JsonNode& node);
void readGate(Reading& reading, const JsonNode& node, Gate& gate);
std::optional<std::uint8_t> readPitch(Reading& reading, const JsonNode& node);
[[nodiscard]] Pattern readPattern(Reading& reading, const JsonNode& node);
void readDestination(Fields& fields, Destination& destination);
/// Id 0 when the file gives none.
[[nodiscard]] Track readTrack(Reading& reading, const JsonNode& node);
[[nodiscard]] Scene readScene(Reading& reading, const JsonNode& node);
[[nodiscard]] Song readSong(Reading& reading, const JsonNode& node);

}  // namespace clave
