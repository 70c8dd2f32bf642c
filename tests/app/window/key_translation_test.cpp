#include "app/window/key_translation.hpp"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

using namespace clave;

TEST_SUITE("app/window/key_translation")
{
    TEST_CASE("two rows of keys are two overlapping octaves of a piano, without a gap")
    {
        const std::string_view lower = "ZSXDCVGBHNJM,L.;/";
        const std::string_view upper = "Q2W3ER5T6Y7UI9O0P";
        for (std::size_t i = 0; i < lower.size(); ++i)
            CHECK(pianoKeyAt(lower[i]) == static_cast<int>(i));
        for (std::size_t i = 0; i < upper.size(); ++i)
            CHECK(pianoKeyAt(upper[i]) == static_cast<int>(i) + 12);
        for (const int other : {GLFW_KEY_A, GLFW_KEY_F, GLFW_KEY_K, GLFW_KEY_1, GLFW_KEY_4, GLFW_KEY_8,
                 GLFW_KEY_SPACE, GLFW_KEY_TAB, GLFW_KEY_APOSTROPHE, GLFW_KEY_MINUS, GLFW_KEY_LEFT_BRACKET,
                 GLFW_KEY_KP_2, GLFW_KEY_KP_DIVIDE, GLFW_KEY_F1, GLFW_KEY_UNKNOWN})
            CHECK(pianoKeyAt(other) == KeyEvent::kNoPiano);
    }

    TEST_CASE("on an AZERTY keyboard undo is where Z is printed, and the piano stays where it is")
    {
        const auto undo = translateKey(GLFW_KEY_W, "z", GLFW_PRESS, GLFW_MOD_CONTROL, {});
        CHECK(undo.letter == 'Z');
        CHECK(undo.with == Modifiers {true, false, false});
        const auto lowestC = translateKey(GLFW_KEY_Z, "w", GLFW_PRESS, 0, {});
        CHECK(lowestC.letter == 'W');
        CHECK(lowestC.piano == 0);
        // Its digits' row prints & é " ' ( - è _ ç à; what is bound as a sign is that sign.
        CHECK(letterOf(GLFW_KEY_1, "&") == '1');
        CHECK(letterOf(GLFW_KEY_2, "é") == '2');
        CHECK(letterOf(GLFW_KEY_3, "\"") == '3');
        CHECK(letterOf(GLFW_KEY_4, "'") == '\'');
        CHECK(letterOf(GLFW_KEY_8, "_") == '8');
    }

    TEST_CASE("letters of other scripts count as what a US keyboard has there")
    {
        CHECK(letterOf(GLFW_KEY_Z, "я") == 'Z');
        CHECK(letterOf(GLFW_KEY_S, "ы") == 'S');
        CHECK(letterOf(GLFW_KEY_SEMICOLON, "ö") == ';');
        CHECK(letterOf(GLFW_KEY_R, "") == 'R');
        CHECK(letterOf(GLFW_KEY_LEFT_SHIFT, "") == 0);
    }

    TEST_CASE("keys of the number pad are digits and signs, and no piano")
    {
        for (int i = 0; i <= 9; ++i)
            CHECK(letterOf(GLFW_KEY_KP_0 + i, "") == static_cast<char>('0' + i));
        CHECK(letterOf(GLFW_KEY_KP_ADD, "+") == '=');
        CHECK(letterOf(GLFW_KEY_KP_SUBTRACT, "-") == '-');
        CHECK(specialOf(GLFW_KEY_KP_ENTER) == Special::Enter);
    }

    TEST_CASE("a special key has no letter, and each but none has a key")
    {
        std::set<Special> found;
        for (int token = 0; token <= GLFW_KEY_LAST; ++token) {
            const auto key = translateKey(token, "x", GLFW_PRESS, 0, {});
            CHECK((key.special == Special::None || key.letter == 0));
            found.insert(key.special);
        }
        CHECK(found.size() == static_cast<std::size_t>(Special::F12) + 1);
    }

    TEST_CASE("down, repeated and up are told apart, with their time")
    {
        const TimePoint at {std::chrono::milliseconds {1234}};
        const auto down = translateKey(GLFW_KEY_A, "a", GLFW_PRESS, GLFW_MOD_SHIFT | GLFW_MOD_ALT, at);
        CHECK((down.down && !down.repeated && down.time == at));
        CHECK(down.with == Modifiers {false, true, true});
        const auto repeated = translateKey(GLFW_KEY_A, "a", GLFW_REPEAT, 0, at);
        CHECK((repeated.down && repeated.repeated));
        CHECK_FALSE(translateKey(GLFW_KEY_A, "a", GLFW_RELEASE, 0, at).down);
    }
}
