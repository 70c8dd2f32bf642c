#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// One key pressed in a terminal.
struct Key {
    enum class What : unsigned char { Character, Up, Down, ShiftUp, ShiftDown, Left, Right, Tab, BackTab };

    What what = What::Character;
    char character = 0;  ///< with Character: ASCII, [0x20, 0x7E]

    friend bool operator==(const Key&, const Key&) = default;
};

/// Turns the bytes that a terminal sends into keys. Sequences may come in pieces; unknown ones are skipped
/// whole, so that their letters are not taken for keys. Thread-safe: no. Realtime-safe: no.
class KeyParser {
public:
    [[nodiscard]] std::vector<Key> feed(std::string_view bytes);

    /// Nothing more came for a while: what looked like the start of a sequence was the Escape key alone.
    void timeout() { pending_.clear(); }
    [[nodiscard]] bool isWaiting() const noexcept { return !pending_.empty(); }

private:
    std::string pending_;  ///< an unfinished escape sequence
};

}  // namespace clave
