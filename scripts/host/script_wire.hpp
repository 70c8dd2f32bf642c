#pragma once

#include "core/engine/script_exchange.hpp"
#include "scripts/host/ring.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// The kinds of records on both rings.
enum class Wire : std::uint32_t {
    Ask = 1,  ///< a ScriptAsk
    Answer,  ///< a ScriptAnswer
    TextPart,  ///< a piece of a text that goes on
    TextEnd,  ///< the last piece of one: kind, a 0, JSON
    Done,  ///< a WireDone
};

/// How far the child has come.
struct WireDone {
    std::uint64_t asks = 0;  ///< asks dealt with since its start
    std::uint64_t records = 0;  ///< asks and texts, all of them dealt with
};

/// A text, in the order of arrival.
struct WireText {
    std::string kind;
    std::string json;
};

[[nodiscard]] std::span<const std::byte> askBytes(const ScriptAsk& ask) noexcept;
[[nodiscard]] std::optional<ScriptAsk> readAsk(std::span<const std::byte> bytes) noexcept;

/// Into `into`, whose room is used again.
void writeAnswer(const ScriptAnswer& answer, std::vector<std::byte>& into);
/// Nothing when a number is out of its range: what comes from the other side is not believed.
[[nodiscard]] std::optional<ScriptAnswer> readAnswer(std::span<const std::byte> bytes) noexcept;

[[nodiscard]] std::optional<WireDone> readDone(std::span<const std::byte> bytes) noexcept;

/// A text as it goes over a ring, in pieces of at most kMaxRecordBytes.
[[nodiscard]] std::vector<std::byte> textBytes(std::string_view kind, std::string_view json);
struct TextPiece {
    Wire kind = Wire::TextEnd;
    std::span<const std::byte> bytes;
};
/// The piece that begins at `from`.
[[nodiscard]] TextPiece pieceOf(std::span<const std::byte> text, std::size_t from) noexcept;

/// Puts the pieces of texts together.
class TextJoiner {
public:
    static constexpr std::size_t kMostBytes = std::size_t {64} << 20U;  ///< as a song file

    /// True when a text is whole: it is in text().
    [[nodiscard]] bool add(Wire kind, std::span<const std::byte> bytes);
    [[nodiscard]] WireText& text() noexcept { return text_; }
    /// What came is no text, or endless.
    [[nodiscard]] bool isBroken() const noexcept { return isBroken_; }

private:
    std::string pieces_;
    WireText text_;
    bool isBroken_ = false;
};

}  // namespace clave
