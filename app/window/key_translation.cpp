#include "app/window/key_translation.hpp"

#include <GLFW/glfw3.h>

#include <array>
#include <utility>

namespace clave {
namespace {
// Tokens of letters, digits and signs are the ASCII characters of a US keyboard.
constexpr std::string_view kLowerRow = "ZSXDCVGBHNJM,L.;/";
constexpr std::string_view kUpperRow = "Q2W3ER5T6Y7UI9O0P";
constexpr std::size_t kOctave = 12;

// Signs that commands are bound to. Of the digits' row only these count as signs: what else is printed there
// (an AZERTY keyboard has its digits above) means the digit.
constexpr std::string_view kSigns = "[]'\\=-,./;`";

constexpr std::array<std::pair<int, Special>, 27> kSpecials {{
    {GLFW_KEY_LEFT, Special::Left},
    {GLFW_KEY_RIGHT, Special::Right},
    {GLFW_KEY_UP, Special::Up},
    {GLFW_KEY_DOWN, Special::Down},
    {GLFW_KEY_ENTER, Special::Enter},
    {GLFW_KEY_KP_ENTER, Special::Enter},
    {GLFW_KEY_SPACE, Special::Space},
    {GLFW_KEY_TAB, Special::Tab},
    {GLFW_KEY_BACKSPACE, Special::Backspace},
    {GLFW_KEY_DELETE, Special::Delete},
    {GLFW_KEY_ESCAPE, Special::Escape},
    {GLFW_KEY_HOME, Special::Home},
    {GLFW_KEY_END, Special::End},
    {GLFW_KEY_PAGE_UP, Special::PageUp},
    {GLFW_KEY_PAGE_DOWN, Special::PageDown},
    {GLFW_KEY_F1, Special::F1},
    {GLFW_KEY_F2, Special::F2},
    {GLFW_KEY_F3, Special::F3},
    {GLFW_KEY_F4, Special::F4},
    {GLFW_KEY_F5, Special::F5},
    {GLFW_KEY_F6, Special::F6},
    {GLFW_KEY_F7, Special::F7},
    {GLFW_KEY_F8, Special::F8},
    {GLFW_KEY_F9, Special::F9},
    {GLFW_KEY_F10, Special::F10},
    {GLFW_KEY_F11, Special::F11},
    {GLFW_KEY_F12, Special::F12},
}};

constexpr bool isIn(char c, std::string_view set) noexcept
{
    return set.find(c) != std::string_view::npos;
}
constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

// Of the keys that print something on a US keyboard; of the number pad, what it is named by.
char usCharacter(int token) noexcept
{
    if (token > GLFW_KEY_SPACE && token <= GLFW_KEY_GRAVE_ACCENT)
        return static_cast<char>(token);
    if (token >= GLFW_KEY_KP_0 && token <= GLFW_KEY_KP_9)
        return static_cast<char>('0' + token - GLFW_KEY_KP_0);
    return 0;
}

// Without Num Lock the number pad is a second set of arrows to the system, but it gives us no sign of that;
// as digits its keys do the same with and without.
char padCharacter(int token) noexcept
{
    switch (token) {
    case GLFW_KEY_KP_DECIMAL:
        return '.';
    case GLFW_KEY_KP_DIVIDE:
        return '/';
    case GLFW_KEY_KP_SUBTRACT:
        return '-';
    case GLFW_KEY_KP_ADD:
    case GLFW_KEY_KP_EQUAL:
        return '=';
    default:
        return token >= GLFW_KEY_KP_0 && token <= GLFW_KEY_KP_9 ? usCharacter(token) : char {0};
    }
}
}  // namespace

std::int8_t pianoKeyAt(int token) noexcept
{
    const char key = usCharacter(token);
    if (key == 0 || padCharacter(token) != 0)
        return KeyEvent::kNoPiano;
    if (const auto lower = kLowerRow.find(key); lower != std::string_view::npos)
        return static_cast<std::int8_t>(lower);
    if (const auto upper = kUpperRow.find(key); upper != std::string_view::npos)
        return static_cast<std::int8_t>(upper + kOctave);
    return KeyEvent::kNoPiano;
}

char letterOf(int token, std::string_view printed) noexcept
{
    if (const char pad = padCharacter(token); pad != 0)
        return pad;
    const char us = usCharacter(token);
    if (printed.size() != 1)
        return us;
    const char label = printed.front();
    if (label >= 'a' && label <= 'z')
        return static_cast<char>(label - 'a' + 'A');
    const bool isUsable = (label >= 'A' && label <= 'Z') || isDigit(label) || isIn(label, kSigns);
    if (isUsable || (label > ' ' && label <= '~' && !isDigit(us)))
        return label;
    return us;
}

Special specialOf(int token) noexcept
{
    for (const auto& [key, special] : kSpecials) {
        if (key == token)
            return special;
    }
    return Special::None;
}

KeyEvent translateKey(int token, std::string_view printed, int action, int mods, TimePoint time) noexcept
{
    KeyEvent event;
    event.special = specialOf(token);
    if (event.special == Special::None)
        event.letter = letterOf(token, printed);
    event.piano = pianoKeyAt(token);
    event.with = {(mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0, (mods & GLFW_MOD_ALT) != 0};
    event.down = action != GLFW_RELEASE;
    event.repeated = action == GLFW_REPEAT;
    event.time = time;
    return event;
}

}  // namespace clave
