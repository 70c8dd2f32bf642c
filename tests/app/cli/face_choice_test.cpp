#include "app/cli/face_choice.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("app/cli/face_choice")
{
    constexpr Surroundings kTerminal {true, true, false, false};
    constexpr Surroundings kDesktop {false, false, false, false};
    constexpr Surroundings kPipe {true, false, true, false};
    constexpr Surroundings kScript {false, false, true, false};

    TEST_CASE("who sits at a terminal or starts Clave from a desktop gets a window, or else the terminal")
    {
        CHECK(firstFace(FaceWish::Any, kTerminal) == FirstFace::WindowElseTerminal);
        CHECK(firstFace(FaceWish::Any, kDesktop) == FirstFace::WindowElseTerminal);
    }

    TEST_CASE("who reads the output in another program gets lines")
    {
        CHECK(firstFace(FaceWish::Any, kPipe) == FirstFace::Terminal);
        CHECK(firstFace(FaceWish::Any, kScript) == FirstFace::Terminal);
        CHECK(firstFace(FaceWish::Any, {true, false, false, false}) == FirstFace::Terminal);
    }

    TEST_CASE("four bars at a terminal are shown in a window, but not to a script")
    {
        auto terminal = kTerminal;
        terminal.mayEndByItself = true;
        CHECK(firstFace(FaceWish::Any, terminal) == FirstFace::WindowElseTerminal);
        auto script = kDesktop;
        script.mayEndByItself = true;
        CHECK(firstFace(FaceWish::Any, script) == FirstFace::Terminal);
    }

    TEST_CASE("who says which face gets that one and no other")
    {
        for (const auto& where : {kTerminal, kDesktop, kPipe, kScript}) {
            CHECK(firstFace(FaceWish::Window, where) == FirstFace::Window);
            CHECK(firstFace(FaceWish::Terminal, where) == FirstFace::Terminal);
        }
    }
}
