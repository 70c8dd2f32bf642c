#include "scripts/host/script_wire.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

using clave::PlayedStep;
using clave::ScriptAnswer;

namespace {
ScriptAnswer fullAnswer()
{
    ScriptAnswer answer;
    answer.what = ScriptAnswer::What::Changed;
    answer.track = 7;
    answer.key = 0xFEDCBA9876543210;
    answer.mark = 99;
    answer.at = clave::Position {-5};
    answer.off = clave::Position {1LL << 60};
    PlayedStep& step = answer.step;
    step.on = step.slide = step.asSounding = true;
    step.probability = 50;
    step.nudge = -5039;
    step.condition = {
        clave::Ask::Yes, clave::Ask::No, clave::Ask::Any, clave::Ask::Yes, clave::CycleMask::aOfB(3, 16)};
    step.retrig = {10, 16, clave::Retrig::kInfinite, -127};
    for (int i = 0; i < 8; ++i) {
        const auto gate = i == 0 ? clave::Gate::tied()
            : i == 1             ? clave::Gate::infinite()
                                 : clave::Gate::of(700 * i);
        CHECK(step.notes.tryPush({static_cast<std::uint8_t>(60 + i), 127, 0, gate}));
    }
    CHECK(step.locks.tryPush({clave::Lock::Kind::Bend, 0, -8192}));
    CHECK(step.locks.tryPush({clave::Lock::Kind::Program, clave::Lock::kNoBank, 127}));
    return answer;
}
}  // namespace

TEST_SUITE("scripts/host")
{
    TEST_CASE("Every rate of a retrig gets through, and nothing else is taken for one")
    {
        for (int rate = 0; rate <= UINT8_MAX; ++rate) {
            clave::ScriptAnswer answer = fullAnswer();
            answer.step.retrig.rate = static_cast<std::uint8_t>(rate);
            std::vector<std::byte> bytes;
            clave::writeAnswer(answer, bytes);
            const bool isRate =
                rate == 0 || std::ranges::find(clave::Retrig::kRates, rate) != clave::Retrig::kRates.end();
            CHECK(clave::readAnswer(bytes).has_value() == isRate);
        }
    }

    TEST_CASE("An answer arrives as it was sent, with chord, retrig and locks")
    {
        const ScriptAnswer answer = fullAnswer();
        std::vector<std::byte> bytes;
        clave::writeAnswer(answer, bytes);
        const auto read = clave::readAnswer(bytes);
        REQUIRE(read);
        CHECK(read->what == answer.what);
        CHECK(read->track == answer.track);
        CHECK(read->key == answer.key);
        CHECK(read->mark == answer.mark);
        CHECK(read->at == answer.at);
        CHECK(read->off == answer.off);
        CHECK(read->step == answer.step);
    }

    TEST_CASE("A damaged answer is refused, or is a step that could be played")
    {
        std::vector<std::byte> whole;
        clave::writeAnswer(fullAnswer(), whole);
        for (std::size_t length = 0; length < whole.size(); ++length)
            CHECK_FALSE(clave::readAnswer(std::span {whole}.first(length)));
        std::mt19937 dice {1};
        int refused = 0;
        int wrong = 0;
        for (int i = 0; i < 50'000; ++i) {
            auto bytes = whole;
            bytes[dice() % bytes.size()] = static_cast<std::byte>(dice());
            const auto read = clave::readAnswer(bytes);
            refused += read ? 0 : 1;
            if (!read)
                continue;
            wrong += read->step.probability > 100 ? 1 : 0;
            for (const clave::Note& note : read->step.notes)
                wrong += note.pitch > 127 || note.velocity > 127 || note.chance > 100 ? 1 : 0;
        }
        CHECK(wrong == 0);
        CHECK(refused > 1000);
    }

    TEST_CASE("Texts of any length are put together again, and endless ones refused")
    {
        const std::string json(200'001, 'x');
        const auto bytes = clave::textBytes("song", json);
        clave::TextJoiner joiner;
        std::size_t from = 0;
        int pieces = 0;
        bool isWhole = false;
        while (from < bytes.size()) {
            const auto piece = clave::pieceOf(bytes, from);
            isWhole = joiner.add(piece.kind, piece.bytes);
            from += piece.bytes.size();
            ++pieces;
        }
        CHECK(pieces == 4);
        REQUIRE(isWhole);
        CHECK(joiner.text().kind == "song");
        CHECK(joiner.text().json == json);
        const std::vector<std::byte> piece(clave::kMaxRecordBytes);
        for (std::size_t all = 0; all <= clave::TextJoiner::kMostBytes; all += piece.size())
            CHECK_FALSE(joiner.add(clave::Wire::TextPart, piece));
        CHECK(joiner.isBroken());
    }
}
