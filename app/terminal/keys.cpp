#include "app/terminal/keys.hpp"

#include <array>
#include <optional>

namespace clave {
namespace {
constexpr char kEscape = '\x1b';
constexpr std::size_t kLongestSequence = 32;  // anything longer is no key

struct Sequence {
    std::string_view bytes;
    Key::What what;
};

// What xterm and its many kin, the Linux console, tmux and rxvt send (xterm: ctlseqs, "PC-Style Function
// Keys").
constexpr std::array kSequences {
    Sequence {"\x1b[A", Key::What::Up},
    Sequence {"\x1b[B", Key::What::Down},
    Sequence {"\x1b[C", Key::What::Right},
    Sequence {"\x1b[D", Key::What::Left},
    Sequence {"\x1bOA", Key::What::Up},
    Sequence {"\x1bOB", Key::What::Down},
    Sequence {"\x1bOC", Key::What::Right},
    Sequence {"\x1bOD", Key::What::Left},
    Sequence {"\x1b[1;2A", Key::What::ShiftUp},
    Sequence {"\x1b[1;2B", Key::What::ShiftDown},
    Sequence {"\x1b[a", Key::What::ShiftUp},
    Sequence {"\x1b[b", Key::What::ShiftDown},
    Sequence {"\x1b[Z", Key::What::BackTab},
};

bool isBetween(char c, char low, char high)
{
    return c >= low && c <= high;
}

// Escape + '[': parameters up to a final byte in @ to ~ (ECMA-48); + 'O': one more byte; else two bytes in
// all.
bool isComplete(std::string_view sequence)
{
    if (sequence.size() < 2)
        return false;
    if (sequence[1] == '[')
        return sequence.size() > 2 && isBetween(sequence.back(), '@', '~');
    return sequence[1] != 'O' || sequence.size() > 2;
}

std::optional<Key> known(std::string_view sequence)
{
    for (const auto& candidate : kSequences) {
        if (candidate.bytes == sequence)
            return Key {candidate.what, 0};
    }
    return std::nullopt;
}
}  // namespace

std::vector<Key> KeyParser::feed(std::string_view bytes)
{
    std::vector<Key> keys;
    for (const char byte : bytes) {
        if (byte == kEscape) {
            pending_ = byte;
        } else if (!pending_.empty()) {
            pending_ += byte;
            if (!isComplete(pending_) && pending_.size() < kLongestSequence)
                continue;
            if (const auto key = known(pending_))
                keys.push_back(*key);
            pending_.clear();
        } else if (byte == '\t') {
            keys.push_back({Key::What::Tab, 0});
        } else if (isBetween(byte, ' ', '~')) {
            keys.push_back({Key::What::Character, byte});
        }
    }
    return keys;
}

}  // namespace clave
