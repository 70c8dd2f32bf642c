#include "controllers/map/params.hpp"

#include <array>
#include <charconv>

namespace clave {
namespace {
using What = Param::What;

struct Named {
    std::string_view word;
    Param param;
};

constexpr std::array kNamed {
    Named {"velocity", {What::Velocity, {}}},
    Named {"gate", {What::Gate, {}}},
    Named {"chance", {What::Chance, {}}},
    Named {"note_chance", {What::NoteChance, {}}},
    Named {"retrig", {What::Retrig, {}}},
    Named {"nudge", {What::Nudge, {}}},
    Named {"condition", {What::Condition, {}}},
    Named {"pitch", {What::Pitch, {}}},
    Named {"bend", {What::Lock, {Lock::Kind::Bend, 0, 0}}},
    Named {"pressure", {What::Lock, {Lock::Kind::Pressure, 0, 0}}},
    Named {"program", {What::Lock, {Lock::Kind::Program, Lock::kNoBank, 0}}},
    Named {"track.velocity", {What::TrackVelocity, {}}},
    Named {"track.transpose", {What::TrackTranspose, {}}},
    Named {"track.channel", {What::TrackChannel, {}}},
    Named {"pattern.swing", {What::PatternSwing, {}}},
    Named {"pattern.length", {What::PatternLength, {}}},
    Named {"tempo", {What::Tempo, {}}},
    Named {"swing", {What::Swing, {}}},
    Named {"chance_amount", {What::ChanceAmount, {}}},
};

struct Numbered {
    std::string_view begin;
    What what;
    Lock::Kind kind;
    Range numbers;
};

constexpr std::array kNumbered {
    Numbered {"cc ", What::Lock, Lock::Kind::Cc, range::kController},
    Numbered {"cc14 ", What::Lock, Lock::Kind::Cc14, range::kFineController},
    Numbered {"nrpn ", What::Lock, Lock::Kind::Nrpn, range::kFourteenBits},
    Numbered {"script_knob ", What::ScriptKnob, Lock::Kind::Cc, range::kController},
};

constexpr auto kWords = [] {
    std::array<std::string_view, kNamed.size() + 4> words {};
    for (std::size_t i = 0; i < kNamed.size(); ++i)
        words[i] = kNamed[i].word;
    words[kNamed.size()] = "cc 74";
    words[kNamed.size() + 1] = "cc14 1";
    words[kNamed.size() + 2] = "nrpn 1234";
    words[kNamed.size() + 3] = "script_knob 0";
    return words;
}();
}  // namespace

std::optional<Param> parseParam(std::string_view word) noexcept
{
    for (const Named& named : kNamed) {
        if (named.word == word)
            return named.param;
    }
    for (const Numbered& numbered : kNumbered) {
        if (!word.starts_with(numbered.begin))
            continue;
        const std::string_view rest = word.substr(numbered.begin.size());
        int number = 0;
        const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (fault == std::errc {} && end == rest.data() + rest.size() && numbered.numbers.has(number))
            return Param {numbered.what, {numbered.kind, static_cast<std::int16_t>(number), 0}};
    }
    return std::nullopt;
}

std::span<const std::string_view> paramWords() noexcept
{
    return kWords;
}

}  // namespace clave
