#include "app/cli/run.hpp"

int main(int count, char** words)
{
    return clave::runCommandLine({words + (count > 0 ? 1 : 0), words + count});
}
